package io.clientele.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180, line feeds): null is empty, an empty text is {@code ""}. */
final class CsvOutput implements RowOutput {

    private static final String FORMULA_STARTS = "=+-@\t\r\0";

    private final PrintWriter out;
    private final UnaryOperator<String> guard;

    private CsvOutput(PrintWriter out, UnaryOperator<String> guard) {
        this.out = out;
        this.guard = guard;
    }

    /** For programs: texts as they are. */
    static CsvOutput asIs(PrintWriter out) {
        return new CsvOutput(out, UnaryOperator.identity());
    }

    /** For spreadsheets: a text that one would run as a formula gets an apostrophe in front. */
    static CsvOutput forSpreadsheets(PrintWriter out) {
        return new CsvOutput(out, CsvOutput::disarmed);
    }

    @Override
    public void columns(List<Heading> headings) {
        line(headings.stream().map(heading -> quoted(heading.name())).toList());
    }

    @Override
    public void row(List<@Nullable Object> values) {
        line(values.stream().map(this::cell).toList());
    }

    @Override
    public void end() {
        out.flush();
    }

    private String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? quoted(guard.apply(text)) : quoted(Cells.text(value));
    }

    private static String disarmed(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean isPlain =
                !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void line(List<String> cells) {
        out.print(cells.stream().collect(Collectors.joining(",", "", "\n")));
    }
}
