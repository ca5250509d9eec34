package io.clientele.extract;

import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.Contract;
import io.clientele.model.Contract.Conversion;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query that casts what one source delivered for one table and says for each row what is wrong with it:
 * the contract's columns, {@code _record}, {@code _is_kept} and {@code _reasons}, one reason a line and none where the row is good.
 *
 * @param delivered SQL that gives the delivered columns and {@code _record}
 * @param deliveredTypes the delivered columns with the engine's types, in lower case
 * @param orphanTests reference column to SQL of the set of keys in which it must be found
 */
record Intake(
        Contract contract,
        TableMapping mapping,
        FileFormat format,
        String delivered,
        Map<String, String> deliveredTypes,
        Map<String, String> orphanTests) {

    /**
     * Where a column's value comes from.
     *
     * @param raw SQL of what was delivered
     * @param typed SQL of the value cast
     * @param saysMore SQL that is true where a decimal number has more decimals than its column; null where none can have
     */
    private record Origin(
            String raw, String typed, @Nullable String saysMore) {}

    /** The column in which an extraction keeps, as JSON, the text of what fits its column not. */
    private static final String MISFITS = "_misfits";

    String query() {
        String raw = contract.columns().stream()
                .map(column -> origin(column).raw() + " AS " + SqlText.name("_raw_" + column.name()))
                .collect(Collectors.joining(",\n    "));
        String typed = contract.columns().stream()
                .map(column -> origin(column).typed() + " AS " + SqlText.name(column.name()) + ", "
                        + SqlText.name("_raw_" + column.name()))
                .collect(Collectors.joining(",\n    "));
        String names = contract.columns().stream()
                .map(column -> SqlText.name(column.name()))
                .collect(Collectors.joining(", "));
        String keep =
                mapping.keep() == null ? "true" : "coalesce((" + mapping.keep().condition() + "\n), false)";
        return "WITH delivered AS (" + delivered + "),\nread AS (SELECT _record, " + misfits() + keep
                + " AS _is_kept,\n    " + raw
                + "\n  FROM delivered),\ntyped AS (SELECT _record, " + misfits() + "_is_kept,\n    " + typed
                + "\n  FROM read)\nSELECT " + names + ", _record, _is_kept, concat_ws(chr(10),\n    "
                + String.join(",\n    ", reasons()) + ") AS _reasons\nFROM typed";
    }

    private boolean hasMisfits() {
        return deliveredTypes.containsKey(MISFITS);
    }

    private String misfits() {
        return hasMisfits() ? MISFITS + ", " : "";
    }

    /** SQL of the text that a source delivered for a column and that does not fit it. */
    private static String misfit(Column column) {
        return "json_extract_string(" + MISFITS + ", " + SqlText.text("$.\"" + column.name() + "\"") + ")";
    }

    /** A query of one amount and its currency, null where no column tells it, over all that was delivered. */
    String amounts(String amount, Optional<String> currency) {
        List<String> names = new ArrayList<>(List.of(amount));
        currency.ifPresent(names::add);
        List<Column> columns =
                names.stream().map(name -> contract.column(name).orElseThrow()).toList();
        String raw = columns.stream()
                .map(column -> origin(column).raw() + " AS " + SqlText.name("_raw_" + column.name()))
                .collect(Collectors.joining(", "));
        return "WITH delivered AS (" + delivered + "), read AS (SELECT " + raw + " FROM delivered) SELECT "
                + origin(columns.get(0)).typed() + " AS amount, "
                + (currency.isPresent() ? origin(columns.get(1)).typed() : "CAST(NULL AS VARCHAR)")
                + " AS currency FROM read";
    }

    private Origin origin(Column column) {
        String reference = SqlText.name("_raw_" + column.name());
        ColumnMapping from = mapping.columns().isEmpty() && deliveredTypes.containsKey(column.name())
                ? ColumnMapping.Delivered.as(column.name())
                : mapping.columns().get(column.name());
        if (from == null) {
            return new Origin(
                    "CAST(NULL AS VARCHAR)",
                    "CAST(" + reference + " AS " + column.type().sql() + ")",
                    null);
        }
        if (from instanceof ColumnMapping.Constant constant) {
            return textOrigin(
                    column, SqlText.text(constant.value()), new TextCast(FileFormat.DEFAULT), reference, null, null);
        }
        ColumnMapping.Delivered origin = (ColumnMapping.Delivered) from;
        String value = SqlText.name(origin.column());
        String type = deliveredTypes.getOrDefault(origin.column().toLowerCase(Locale.ROOT), "varchar");
        if (!type.equals("varchar") && origin.values().isEmpty()) {
            Optional<String> typed = new NativeCast(format).typed(reference, type, column.type());
            if (typed.isPresent()) {
                String name = SqlText.name(column.name());
                return new Origin(
                        value,
                        typed.get(),
                        NativeCast.saysMore(reference, name, type, column.type())
                                .orElse(null));
            }
        }
        TextCast cast = new TextCast(type.equals("varchar") ? format : format.withNumbersOfTheEngine());
        String text = type.equals("varchar") ? value : "CAST(" + value + " AS VARCHAR)";
        return textOrigin(
                column,
                decoded(cast.cleaned(text), origin.values()),
                cast,
                reference,
                origin.dateFormat(),
                origin.timestampFormat());
    }

    private static Origin textOrigin(
            Column column,
            String raw,
            TextCast cast,
            String reference,
            @Nullable String dateFormat,
            @Nullable String timestampFormat) {
        String saysMore = column.type().kind() == ColumnType.Kind.DECIMAL
                ? cast.saysMore(
                        reference, SqlText.name(column.name()), column.type().scale())
                : null;
        return new Origin(raw, cast.typed(reference, column.type(), dateFormat, timestampFormat), saysMore);
    }

    /** A code that {@code values} does not know stays as it is, and fails its column's type or allowed values. */
    private static String decoded(String text, Map<String, String> values) {
        if (values.isEmpty()) {
            return text;
        }
        StringBuilder decoded = new StringBuilder("CASE (" + text + ")");
        values.forEach((code, meaning) -> decoded.append(" WHEN ")
                .append(SqlText.text(code))
                .append(" THEN ")
                .append(SqlText.text(meaning)));
        return decoded.append(" ELSE (").append(text).append(") END").toString();
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Column column : contract.columns()) {
            String name = SqlText.name(column.name());
            String raw = SqlText.name("_raw_" + column.name());
            if (!column.nullable()) {
                reasons.add(when(
                        raw + " IS NULL" + (hasMisfits() ? " AND " + misfit(column) + " IS NULL" : ""),
                        "MISSING_VALUE " + column.name()));
            }
            if (hasMisfits()) {
                reasons.addAll(misfitReasons(column));
            }
            if (column.type().kind() != ColumnType.Kind.VARCHAR) {
                reasons.add(when(raw + " IS NOT NULL AND " + name + " IS NULL", "WRONG_TYPE " + column.name()));
            }
            String saysMore = origin(column).saysMore();
            if (saysMore != null) {
                reasons.add(when(saysMore, "TOO_MANY_DECIMALS " + column.name()));
            }
            if (!column.allowed().isEmpty()) {
                reasons.add(when(
                        name + " NOT IN (" + SqlText.texts(column.allowed()) + ")", "NOT_ALLOWED " + column.name()));
            }
        }
        orphanTests.forEach((column, keys) -> reasons.add(when(
                SqlText.name(column) + " IS NOT NULL AND " + SqlText.name(column) + " NOT IN (" + keys + ")",
                "ORPHAN " + column)));
        contract.converted()
                .ifPresent(conversion -> reasons.add(when(noRate(conversion), "NO_RATE " + conversion.currency())));
        for (Check check : contract.checks()) {
            if (check.severity() == Check.Severity.MUST) {
                reasons.add(when("NOT (" + check.expression() + ")", "CHECK " + check.because()));
            }
        }
        if (reasons.isEmpty()) {
            reasons.add("CAST(NULL AS VARCHAR)");
        }
        return reasons;
    }

    /** What is dated after the business date does not count yet, and needs no rate yet. */
    private static String noRate(Conversion conversion) {
        String currency = "typed." + SqlText.name(conversion.currency());
        String day = "typed." + SqlText.name(conversion.on());
        String unless = conversion
                .unless()
                .map(column -> " AND " + SqlText.name(column) + " IS NULL")
                .orElse("");
        return currency + " IS NOT NULL AND " + day + " <= (SELECT max(as_of) FROM "
                + SqlText.name(RunRelations.CURRENT)
                + ")" + unless + " AND NOT EXISTS (SELECT 1 FROM " + SqlText.name(TakeIn.RATES)
                + " AS _rates WHERE _rates.currency_code = " + currency + " AND " + day
                + " >= _rates.valid_from_on AND " + day
                + " < _rates.valid_before_on)";
    }

    /** A decimal number whose text is one has only too many decimals. */
    private static List<String> misfitReasons(Column column) {
        String text = misfit(column);
        if (column.type().kind() != ColumnType.Kind.DECIMAL) {
            return List.of(when(text + " IS NOT NULL", "WRONG_TYPE " + column.name()));
        }
        String number = "TRY_CAST(" + text + " AS " + column.type().sql() + ")";
        return List.of(
                when(text + " IS NOT NULL AND " + number + " IS NULL", "WRONG_TYPE " + column.name()),
                when(number + " IS NOT NULL", "TOO_MANY_DECIMALS " + column.name()));
    }

    private static String when(String condition, String reason) {
        return "CASE WHEN " + condition + " THEN " + SqlText.text(reason) + " END";
    }
}
