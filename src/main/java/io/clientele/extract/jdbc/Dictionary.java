package io.clientele.extract.jdbc;

import org.apache.parquet.bytes.BytesInput;

/** The distinct values of a column chunk in plain encoding, and for each value the number of its entry. */
final class Dictionary {
    /** Beyond so many entries the numbers of the entries are hardly shorter than the values. */
    static final int MOST_ENTRIES = 1 << 14;

    /** After so many values, more than half of them distinct, nothing is to be gained. */
    static final int SAMPLE = 1 << 12;

    private final BytesInput entries;
    private final int size;
    private final int[] numbers;
    private final int count;

    Dictionary(BytesInput entries, int size, int[] numbers, int count) {
        this.entries = entries;
        this.size = size;
        this.numbers = numbers;
        this.count = count;
    }

    static boolean isWorthIt(int entries, int values) {
        return entries <= MOST_ENTRIES && (values < SAMPLE || entries <= values / 2);
    }

    BytesInput entries() {
        return entries;
    }

    int size() {
        return size;
    }

    BytesInput indices() {
        int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
        return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), BitRun.of(numbers, count, width));
    }
}
