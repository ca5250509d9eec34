package io.clientele.extract.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;

/** Columns of PostgreSQL in its binary format, which the driver hands out as bytes. */
final class PostgreSqlColumns {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_MICROS = EPOCH_DAY * LocalTimes.DAY;

    private PostgreSqlColumns() {}

    static final class Whole extends SourceColumn {
        Whole(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            byte[] value = result.getBytes(index);
            return value == null || target.whole(row, whole(value));
        }

        private static long whole(byte[] value) {
            return switch (value.length) {
                case 2 -> (short) SHORT.get(value, 0);
                case 4 -> (int) INT.get(value, 0);
                default -> (long) LONG.get(value, 0);
            };
        }
    }

    static final class Day extends SourceColumn {
        Day(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            byte[] value = result.getBytes(index);
            return value == null || target.day(row, EPOCH_DAY + (int) INT.get(value, 0));
        }
    }

    static final class Local extends SourceColumn {
        Local(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            byte[] value = result.getBytes(index);
            return value == null || isFinite(value) && target.local(row, micros(value));
        }
    }

    static final class Instant extends SourceColumn {
        Instant(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            byte[] value = result.getBytes(index);
            return value == null || isFinite(value) && target.instant(row, micros(value));
        }
    }

    private static boolean isFinite(byte[] value) {
        long raw = (long) LONG.get(value, 0);
        return raw != Long.MIN_VALUE && raw != Long.MAX_VALUE && raw <= Long.MAX_VALUE - EPOCH_MICROS;
    }

    private static long micros(byte[] value) {
        return (long) LONG.get(value, 0) + EPOCH_MICROS;
    }

    /**
     * Numbers of up to four decimal digits in each pair of bytes, after four pairs of head: how many digits, the power of
     * 10,000 of the first one, the sign, and the decimals to show.
     */
    static final class Numeric extends SourceColumn {
        private static final int HEAD = 8;
        private static final int SIGN_AT = 4;
        private static final short POSITIVE = 0;
        private static final short NEGATIVE = 0x4000;
        private static final int MOST_DIGITS = 4;

        Numeric(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            byte[] value = result.getBytes(index);
            if (value == null) {
                return true;
            }
            short sign = (short) SHORT.get(value, SIGN_AT);
            if (sign != POSITIVE && sign != NEGATIVE) {
                return false;
            }
            int digits = (short) SHORT.get(value, 0);
            int power = target.scale() + 4 * ((short) SHORT.get(value, 2) - digits + 1);
            return isShort(digits, power, target)
                    ? putShort(value, power, sign == NEGATIVE, row, target)
                    : target.decimal(row, decimal(result));
        }

        private static boolean isShort(int digits, int power, Target target) {
            return target.scale() >= 0
                    && digits <= MOST_DIGITS
                    && power >= -4
                    && power + 4 * digits <= Decimals.LONG_DIGITS;
        }

        /** A number whose digits make a long, to be multiplied by this power of ten. */
        private static boolean putShort(byte[] value, int power, boolean isNegative, ExtractedRow row, Target target) {
            long unscaled = 0;
            for (int at = HEAD; at < value.length; at += Short.BYTES) {
                unscaled = 10_000 * unscaled + (short) SHORT.get(value, at);
            }
            if (power > 0 && unscaled != 0) {
                unscaled *= Decimals.power(power);
            } else if (power < 0) {
                long divisor = Decimals.power(-power);
                if (unscaled % divisor != 0) {
                    return false;
                }
                unscaled /= divisor;
            }
            return target.unscaled(row, isNegative ? -unscaled : unscaled);
        }

        private BigDecimal decimal(ResultSet result) throws SQLException {
            return Objects.requireNonNull(result.getBigDecimal(index));
        }

        @Override
        String raw(ResultSet result) throws SQLException {
            byte[] value = result.getBytes(index);
            return switch ((short) SHORT.get(value, SIGN_AT)) {
                case POSITIVE, NEGATIVE -> decimal(result).toPlainString();
                case (short) 0xC000 -> "NaN";
                case (short) 0xD000 -> "Infinity";
                default -> "-Infinity";
            };
        }
    }
}
