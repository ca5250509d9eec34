package io.clientele.extract.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/** Columns of any driver, through the getters that JDBC prescribes. */
final class JdbcColumns {

    private JdbcColumns() {}

    static final class Whole extends SourceColumn {
        Whole(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            long value = result.getLong(index);
            return result.wasNull() || target.whole(row, value);
        }
    }

    static final class Decimal extends SourceColumn {
        Decimal(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            BigDecimal value = result.getBigDecimal(index);
            return value == null || target.decimal(row, value);
        }
    }

    static final class Real extends SourceColumn {
        Real(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            double value = result.getDouble(index);
            return result.wasNull() || target.real(row, value);
        }
    }

    static final class Flag extends SourceColumn {
        Flag(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            boolean value = result.getBoolean(index);
            return result.wasNull() || target.flag(row, value);
        }
    }

    static final class Day extends SourceColumn {
        Day(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            LocalDate value = result.getObject(index, LocalDate.class);
            return value == null || target.day(row, value.toEpochDay());
        }
    }

    static final class Local extends SourceColumn {
        Local(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            LocalDateTime value = result.getObject(index, LocalDateTime.class);
            return value == null || target.local(row, LocalTimes.micros(value));
        }
    }

    static final class Instant extends SourceColumn {
        Instant(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            OffsetDateTime value = result.getObject(index, OffsetDateTime.class);
            return value == null || target.instant(row, LocalTimes.micros(value));
        }
    }

    static final class Text extends SourceColumn {
        Text(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            String value = result.getString(index);
            return value == null || target.text(row, value);
        }

        @Override
        String raw(ResultSet result) throws SQLException {
            String text = super.raw(result);
            return Utf8.encode(text) == null ? Utf8.escaped(text) : text;
        }
    }

    /** Texts as they came over the wire, neither decoded nor encoded again. */
    static final class Bytes extends SourceColumn {
        Bytes(int index) {
            super(index);
        }

        @Override
        boolean put(ResultSet result, ExtractedRow row, Target target) throws SQLException {
            byte[] value = result.getBytes(index);
            return value == null || target.bytes(row, value);
        }

        @Override
        String raw(ResultSet result) throws SQLException {
            byte[] value = result.getBytes(index);
            return Utf8.isText(value) ? Utf8.decode(value) : Utf8.escaped(value);
        }
    }
}
