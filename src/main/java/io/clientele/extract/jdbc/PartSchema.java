package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** The Parquet types under which the engine reads the contract's. Every column is nullable. */
final class PartSchema {
    /** The last column: a JSON object of the texts that did not fit their columns, or null. */
    static final String MISFITS = "_misfits";

    private PartSchema() {}

    static MessageType of(List<Column> columns) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        columns.forEach(column -> message.addField(field(column.name(), column.type())));
        message.addField(text(MISFITS));
        return message.named("part");
    }

    private static PrimitiveType field(String name, ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> text(name);
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(name);
            case BIGINT -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case DECIMAL -> decimal(name, type);
            case DATE ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TIMESTAMP ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS))
                        .named(name);
        };
    }

    private static PrimitiveType text(String name) {
        return Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
    }

    private static PrimitiveType decimal(String name, ColumnType type) {
        LogicalTypeAnnotation decimal = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        return type.precision() > Decimals.LONG_DIGITS
                ? Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(WideDecimalTarget.BYTES)
                        .as(decimal)
                        .named(name)
                : Types.optional(PrimitiveTypeName.INT64).as(decimal).named(name);
    }
}
