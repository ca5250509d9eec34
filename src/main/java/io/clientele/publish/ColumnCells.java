package io.clientele.publish;

import io.clientele.model.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** The values of one column in one row group, from the first to the last. */
record ColumnCells(ColumnReader reader, ColumnType type) {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    @Nullable
    Object next() {
        boolean isNull =
                reader.getCurrentDefinitionLevel() < reader.getDescriptor().getMaxDefinitionLevel();
        Object value = isNull ? null : value();
        reader.consume();
        return value;
    }

    private Object value() {
        return switch (type.kind()) {
            case BOOLEAN -> reader.getBoolean();
            case INTEGER -> reader.getInteger();
            case BIGINT -> reader.getLong();
            case DOUBLE -> reader.getDouble();
            case VARCHAR -> reader.getBinary().toStringUsingUTF8();
            case DATE -> LocalDate.ofEpochDay(reader.getInteger());
            case TIMESTAMP -> instant(reader.getLong());
            case DECIMAL -> BigDecimal.valueOf(whole(), type.scale());
        };
    }

    private long whole() {
        return switch (reader.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> reader.getInteger();
            case INT64 -> reader.getLong();
            case BOOLEAN, FLOAT, DOUBLE, BINARY, INT96, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalStateException("a decimal of a mart is stored as an integer");
        };
    }

    private static LocalDateTime instant(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }
}
