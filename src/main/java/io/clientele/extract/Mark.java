package io.clientele.extract;

import io.clientele.extract.Extract.Increment;
import io.clientele.extract.jdbc.Condition;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.SqlText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a table has been read: the newest change, in UTC, or the greatest key.
 *
 * @param text null before the first night
 */
record Mark(Increment increment, @Nullable String text) {

    /** What is to be read after it. */
    Condition window(SourceTable source) {
        if (text == null) {
            return Condition.NONE;
        }
        if (increment instanceof Increment.Changed changed) {
            return source.changedSince(changed.column(), since(changed));
        }
        if (increment instanceof Increment.Growing growing) {
            return source.keysFrom(growing.column(), from(source, growing));
        }
        return Condition.NONE;
    }

    private Instant since(Increment.Changed changed) {
        return Instant.parse(text).minus(changed.overlap());
    }

    private String from(SourceTable source, Increment.Growing growing) {
        return source.isKeyNumber()
                ? new BigInteger(String.valueOf(text))
                        .subtract(BigInteger.valueOf(growing.overlap()))
                        .toString()
                : String.valueOf(text);
    }

    /** SQL that is true of a row that the window holds. */
    String isWithin(SourceTable source) {
        if (increment instanceof Increment.Changed changed) {
            return "coalesce(CAST(" + SqlText.name(changed.column()) + " AS TIMESTAMP) >= TIMESTAMP "
                    + SqlText.text(since(changed).toString().replace("T", " ").replace("Z", "")) + ", false)";
        }
        if (increment instanceof Increment.Growing growing) {
            return greatness(source, growing.column()) + " >= "
                    + (source.isKeyNumber() ? from(source, growing) : SqlText.text(from(source, growing)));
        }
        return "true";
    }

    private static String greatness(SourceTable source, String column) {
        return source.isKeyNumber() ? "TRY_CAST(" + SqlText.name(column) + " AS DECIMAL(38,0))" : SqlText.name(column);
    }

    /** The mark after the rows of this night: a change of the future, by the clock of the source, does not move it. */
    @Nullable
    String after(SourceTable source, Path folder, List<Extracted.Part> files, Instant readAt, TakeInEngine engine) {
        String rows = "read_parquet(["
                + files.stream()
                        .map(part -> SqlText.path(folder.resolve(part.file())))
                        .collect(Collectors.joining(", "))
                + "])";
        if (increment instanceof Increment.Changed changed) {
            String moment = "CAST(" + SqlText.name(changed.column()) + " AS TIMESTAMP)";
            return later(
                    told(engine, "SELECT strftime(max(" + moment + "), '%Y-%m-%dT%H:%M:%S.%fZ') FROM " + rows), readAt);
        }
        if (increment instanceof Increment.Growing growing) {
            return greater(
                    source,
                    told(
                            engine,
                            "SELECT CAST(max(" + greatness(source, growing.column()) + ") AS VARCHAR) FROM " + rows));
        }
        return null;
    }

    private @Nullable String later(@Nullable String seen, Instant readAt) {
        if (seen == null) {
            return text;
        }
        Instant newest = Instant.parse(seen);
        Instant capped = newest.isAfter(readAt) ? readAt : newest;
        return text == null || capped.isAfter(Instant.parse(text)) ? capped.toString() : text;
    }

    private @Nullable String greater(SourceTable source, @Nullable String seen) {
        if (seen == null || text == null) {
            return seen == null ? text : seen;
        }
        boolean isGreater = source.isKeyNumber()
                ? new BigDecimal(seen).compareTo(new BigDecimal(text)) > 0
                : seen.compareTo(text) > 0;
        return isGreater ? seen : text;
    }

    private static @Nullable String told(TakeInEngine engine, String query) {
        return (String) engine.rows(query).get(0).get(0);
    }
}
