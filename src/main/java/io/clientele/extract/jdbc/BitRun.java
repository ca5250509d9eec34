package io.clientele.extract.jdbc;

import org.apache.parquet.bytes.BytesInput;

/** A bit-packed run of Parquet's: how many groups of eight values, then the bits of each value, the lowest first. */
final class BitRun {

    private BitRun() {}

    /** Bits that are packed already. */
    static BytesInput of(byte[] packed, int count) {
        int groups = count + 7 >>> 3;
        return BytesInput.concat(BytesInput.fromUnsignedVarInt(groups << 1 | 1), BytesInput.from(packed, 0, groups));
    }

    static BytesInput of(int[] values, int count, int width) {
        int groups = count + 7 >>> 3;
        byte[] packed = new byte[groups * width];
        long bits = 0;
        int filled = 0;
        int end = 0;
        for (int i = 0; i < count; i++) {
            bits |= (long) values[i] << filled;
            filled += width;
            while (filled >= Byte.SIZE) {
                packed[end++] = (byte) bits;
                bits >>>= Byte.SIZE;
                filled -= Byte.SIZE;
            }
        }
        if (filled > 0) {
            packed[end] = (byte) bits;
        }
        return BytesInput.concat(BytesInput.fromUnsignedVarInt(groups << 1 | 1), BytesInput.from(packed));
    }
}
