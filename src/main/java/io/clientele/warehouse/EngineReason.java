package io.clientele.warehouse;

import io.clientele.model.QuotedValues;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine's message without what a reader cannot use: nested causes, repeated text, drawings of carets. */
final class EngineReason {

    /** What the driver puts before the engine's own words. */
    private static final String WRAPPER =
            "Attempting to execute an unsuccessful or closed pending query result\nError: ";

    private static final Pattern LINE = Pattern.compile("LINE (\\d+):");

    /** How messages begin that tell of the engine, and not of what it was asked. */
    private static final List<String> OF_ENGINE = List.of(
            "Out of Memory Error", "IO Error", "INTERRUPT Error", "FATAL Error", "INTERNAL Error", "Connection Error");

    /** How messages begin that tell of the query before it has met a row. */
    private static final List<String> OF_QUERY =
            List.of("Binder Error", "Catalog Error", "Parser Error", "Syntax Error", "Permission Error");

    private EngineReason() {}

    static boolean isOfEngine(String reason) {
        return OF_ENGINE.stream().anyMatch(reason::startsWith);
    }

    static String of(SQLException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        int wrapped = message.indexOf(WRAPPER);
        String inner = wrapped < 0 ? message : message.substring(wrapped + WRAPPER.length());
        int drawing = inner.indexOf("\n\nLINE ");
        String words = drawing < 0 ? inner : inner.substring(0, drawing);
        return words.strip().replaceAll("\\s*\n\\s*", " ");
    }

    /** The same failure, whose message quotes no values of the rows that the query met. */
    static SQLException withoutValues(SQLException e, String query) {
        String reason = of(e);
        if (isOfEngine(reason) || OF_QUERY.stream().anyMatch(reason::startsWith)) {
            return e;
        }
        OptionalInt line = line(e);
        SQLException told = new SQLException(
                QuotedValues.hiddenIn(reason, query) + (line.isPresent() ? "\n\nLINE " + line.getAsInt() + ":" : ""),
                e.getSQLState(),
                e.getErrorCode());
        told.setStackTrace(e.getStackTrace());
        return told;
    }

    /** The line of the query that the engine's message points at. */
    static OptionalInt line(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher matcher = LINE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return OptionalInt.of(Integer.parseInt(matcher.group(1)));
            }
        }
        return OptionalInt.empty();
    }
}
