package io.clientele.extract;

import io.clientele.model.ColumnType;
import io.clientele.model.SqlText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The SQL that makes a typed value of a text as its file writes it, and null of a text that is no such value. */
final class TextCast {

    private final FileFormat format;

    TextCast(FileFormat format) {
        this.format = format;
    }

    /** The text without what means nothing: spaces around it, and the texts that stand for no value. */
    String cleaned(String text) {
        String trimmed = format.isTrimmed() ? trimmed(text) : text;
        return format.nullText().isEmpty()
                ? trimmed
                : "CASE WHEN " + trimmed + " IN (" + SqlText.texts(format.nullText()) + ") THEN NULL ELSE " + trimmed
                        + " END";
    }

    /** The engine's trim takes spaces of every kind, five times as fast as one that is told the characters. */
    private static String trimmed(String text) {
        return "CASE WHEN contains(" + text + ", chr(9)) OR contains(" + text + ", chr(13)) THEN trim(" + text
                + ", chr(32) || chr(9) || chr(13) || chr(160)) ELSE trim(" + text + ") END";
    }

    /**
     * The typed value.
     *
     * @param text SQL of the cleaned text
     * @param dateFormat where the column has one of its own
     * @param timestampFormat where the column has one of its own
     */
    String typed(String text, ColumnType type, @Nullable String dateFormat, @Nullable String timestampFormat) {
        return switch (type.kind()) {
            case VARCHAR -> text;
            case BOOLEAN -> flag(text);
            case INTEGER, BIGINT ->
                "CASE WHEN regexp_full_match(" + number(text) + ", '[-+]?[0-9]+') THEN TRY_CAST(" + number(text)
                        + " AS " + type.sql() + ") END";
            case DECIMAL -> "TRY_CAST(" + number(text) + " AS " + type.sql() + ")";
            case DOUBLE ->
                "CASE WHEN isfinite(TRY_CAST(" + number(text) + " AS DOUBLE)) THEN TRY_CAST(" + number(text)
                        + " AS DOUBLE) END";
            case DATE -> "CAST(" + moment(text, dateFormat == null ? format.dateFormat() : dateFormat) + " AS DATE)";
            case TIMESTAMP -> {
                String pattern = timestampFormat == null ? format.timestampFormat() : timestampFormat;
                String moment = moment(text, pattern);
                yield pattern.contains("%z") ? "(" + moment + ") AT TIME ZONE 'UTC'" : utc(moment);
            }
        };
    }

    /** A moment; null before the year 1000, which is what a year of two digits makes of %Y. */
    private static String moment(String text, String pattern) {
        String moment = "try_strptime(" + text + ", " + SqlText.text(pattern) + ")";
        return "CASE WHEN " + moment + " >= TIMESTAMP '1000-01-01 00:00:00' THEN " + moment + " END";
    }

    /**
     * Whether a decimal number says more behind its separator than its column can hold. The figures are counted in the
     * text; only a number with an exponent, which is rare, is cast to compare, which takes fifty times as long.
     *
     * @param text SQL of the cleaned text
     * @param typed SQL of the value cast
     */
    String saysMore(String text, String typed, int scale) {
        String point = "strpos(" + text + ", " + SqlText.text(format.decimalSeparator()) + ")";
        return typed + " IS NOT NULL AND CASE WHEN contains(" + text + ", 'e') OR contains(" + text + ", 'E') THEN "
                + typed + " <> TRY_CAST(" + number(text) + " AS DECIMAL(38,18)) ELSE " + point
                + " > 0 AND length(rtrim("
                + text + ", '0')) - " + point + " > " + scale + " END";
    }

    /**
     * A number's text with a point and without thousands; null where it is not written as this file writes numbers. The
     * engine alone would take 1_000 for a thousand.
     */
    private String number(String text) {
        String thousands = format.thousandsSeparator();
        if (format.decimalSeparator().equals(".") && thousands == null) {
            return "CASE WHEN NOT contains(" + text + ", '_') THEN " + text + " END";
        }
        String point = quoted(format.decimalSeparator());
        String plain = "[-+]?[0-9]*(" + point + "[0-9]+)?";
        String written = thousands == null
                ? plain
                : plain + "|[-+]?[0-9]{1,3}(" + quoted(thousands) + "[0-9]{3})+(" + point + "[0-9]+)?";
        String ungrouped = thousands == null ? text : "replace(" + text + ", " + SqlText.text(thousands) + ", '')";
        return "CASE WHEN regexp_full_match(" + text + ", " + SqlText.text(written) + ") THEN replace(" + ungrouped
                + ", " + SqlText.text(format.decimalSeparator()) + ", '.') END";
    }

    private static String quoted(String separator) {
        return separator.equals(".") ? "\\." : separator;
    }

    private String flag(String text) {
        return "CASE WHEN lower(" + text + ") IN (" + lower(format.trueText()) + ") THEN true WHEN lower(" + text
                + ") IN (" + lower(format.falseText()) + ") THEN false END";
    }

    private static String lower(List<String> texts) {
        return SqlText.texts(
                texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList());
    }

    /**
     * A local time in UTC: of the hour that the autumn has twice the second, and the hour that the spring lacks as if the
     * clock had not been put forward yet.
     */
    String utc(String local) {
        return format.timeZone().equals("UTC")
                ? local
                : "((" + local + ") AT TIME ZONE " + SqlText.text(format.timeZone()) + ") AT TIME ZONE 'UTC'";
    }
}
