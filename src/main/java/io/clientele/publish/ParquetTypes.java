package io.clientele.publish;

import io.clientele.model.ColumnType;
import io.clientele.model.ColumnType.Kind;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Which Parquet columns every BI tool reads alike, and the contract's type that each stands for. */
final class ParquetTypes {

    private ParquetTypes() {}

    /** Empty for what marts do not allow: INT96, fixed-length bytes, unsigned, small or nested columns, other units of time. */
    static Optional<ColumnType> contractType(Type column) {
        if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
            return Optional.empty();
        }
        LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
        PrimitiveTypeName storage = column.asPrimitiveType().getPrimitiveTypeName();
        return Optional.ofNullable(
                switch (storage) {
                    case BOOLEAN -> meaning == null ? plain(Kind.BOOLEAN) : null;
                    case INT32 -> int32(meaning);
                    case INT64 -> int64(meaning);
                    case DOUBLE -> meaning == null ? plain(Kind.DOUBLE) : null;
                    case BINARY -> meaning instanceof StringLogicalTypeAnnotation ? plain(Kind.VARCHAR) : null;
                    case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> null;
                });
    }

    /** The contract's word where there is one, else what the file says itself. */
    static String describe(Type column) {
        return contractType(column).map(ColumnType::toString).orElseGet(() -> storageOf(column));
    }

    private static @Nullable ColumnType int32(@Nullable LogicalTypeAnnotation meaning) {
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return plain(Kind.DATE);
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(decimal);
        }
        return isSigned(meaning, 32) ? plain(Kind.INTEGER) : null;
    }

    private static @Nullable ColumnType int64(@Nullable LogicalTypeAnnotation meaning) {
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return timestamp.getUnit() == TimeUnit.MICROS ? plain(Kind.TIMESTAMP) : null;
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(decimal);
        }
        return isSigned(meaning, 64) ? plain(Kind.BIGINT) : null;
    }

    private static boolean isSigned(@Nullable LogicalTypeAnnotation meaning, int bits) {
        if (meaning instanceof IntLogicalTypeAnnotation integer) {
            return integer.isSigned() && integer.getBitWidth() == bits;
        }
        return meaning == null;
    }

    private static ColumnType decimal(DecimalLogicalTypeAnnotation decimal) {
        return new ColumnType(Kind.DECIMAL, decimal.getPrecision(), decimal.getScale());
    }

    private static ColumnType plain(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    private static String storageOf(Type column) {
        if (!column.isPrimitive()) {
            return "a nested column";
        }
        PrimitiveType primitive = column.asPrimitiveType();
        String length = primitive.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                ? "(" + primitive.getTypeLength() + ")"
                : "";
        String meaning = primitive.getLogicalTypeAnnotation() == null
                ? ""
                : " " + primitive.getLogicalTypeAnnotation().toString().toLowerCase(Locale.ROOT);
        return primitive.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT) + length + meaning;
    }
}
