package io.clientele.extract;

import io.clientele.extract.LandingZone.Landed;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes one delivered file into the landing zone: every record as it came, every line that is no record beside it. */
final class FileLanding {

    private static final String REJECTED = "rejected_lines";
    private static final String REJECTED_SCANS = "rejected_scans";

    private static final String KEEPING_REJECTS = "store_rejects = true, rejects_limit = 0, rejects_table = '"
            + REJECTED + "', rejects_scan = '" + REJECTED_SCANS + "'";

    /** The characters of a malformed line that the engine keeps. */
    private static final int CUT_OFF_AT = 10_000;

    private final LandingZone zone;
    private final TakeInEngine engine;

    private final Optional<Withholding> withholding;

    FileLanding(LandingZone zone, TakeInEngine engine, Optional<Withholding> withholding) {
        this.zone = zone;
        this.engine = engine;
        this.withholding = withholding;
    }

    Landed land(Source source, DeliveredFile file, Instant now) {
        Path aside = zone.begin(source.name(), file.file().name());
        Path delivered = aside.resolve(LandingZone.DELIVERED);
        long malformed =
                switch (file.file().format().type()) {
                    case CSV -> landCsv(source, file, delivered, aside.resolve(LandingZone.MALFORMED));
                    case PARQUET -> landParquet(source, file, delivered);
                };
        Landed landed = new Landed(
                source.name(),
                file.file().name(),
                file.file().path().getFileName().toString(),
                file.bytes(),
                file.sha256(),
                file.columns(),
                count("SELECT count(*) FROM read_parquet(" + SqlText.path(delivered) + ")"),
                malformed,
                now);
        zone.complete(landed);
        return landed;
    }

    private long landParquet(Source source, DeliveredFile file, Path to) {
        read(
                file,
                "COPY ("
                        + kept(
                                source,
                                file,
                                "read_parquet(" + SqlText.path(file.file().path()) + ")") + ") TO " + SqlText.path(to)
                        + copyOptions());
        return 0;
    }

    private long landCsv(Source source, DeliveredFile file, Path to, Path malformedTo) {
        dropRejects();
        read(
                file,
                "COPY (" + kept(source, file, readCsv(file, KEEPING_REJECTS)) + ") TO " + SqlText.path(to)
                        + copyOptions());
        if (count("SELECT count(*) FROM " + REJECTED) > 0) {
            keepMalformed(malformedTo, withheldLines(source, file));
            demandEndOfQuote(file, malformedTo);
        }
        dropRejects();
        return Files.exists(malformedTo)
                ? count("SELECT sum(line_count) FROM read_parquet(" + SqlText.path(malformedTo) + ")")
                : 0;
    }

    private String kept(Source source, DeliveredFile file, String records) {
        return withholding
                .flatMap(withheld -> withheld.rule(source, file.file().name()))
                .map(rule -> rule.kept(records))
                .orElse("SELECT * FROM " + records);
    }

    /** The lines that are no records and name somebody who was forgotten; they count, but what they say is not kept. */
    private List<String> withheldLines(Source source, DeliveredFile file) {
        List<String> lines = new ArrayList<>(List.of("-1"));
        withholding.ifPresent(withheld -> {
            for (List<@Nullable Object> row : engine.rows("SELECT line, csv_line FROM " + REJECTED)) {
                if (withheld.isNamed(source, file.file().format(), String.valueOf(row.get(1)))) {
                    lines.add(String.valueOf(row.get(0)));
                }
            }
        });
        return lines;
    }

    /**
     * Keeps what is no record. The engine's {@code line} counts the header and records, whatever lines a quoted text runs
     * over. A quote that is out of place swallows lines, each of which may have been a record: all of them count.
     */
    private void keepMalformed(Path to, List<String> withheld) {
        engine.execute(
                "COPY (SELECT CAST(line AS BIGINT) - 1 AS record, string_agg(DISTINCT CAST(error_type AS VARCHAR), ', ' ORDER BY"
                        + " CAST(error_type AS VARCHAR)) AS reason, CASE WHEN line IN (" + String.join(", ", withheld)
                        + ") THEN '"
                        + Withholding.WITHHELD + "' ELSE trim(min(csv_line), chr(13) || chr(10)) END AS raw,"
                        + " CASE WHEN bool_or(error_type = 'UNQUOTED VALUE') THEN"
                        + " length(regexp_replace(trim(min(csv_line), chr(13) || chr(10)), '[^\\n]', '', 'g')) + 1 ELSE 1 END AS"
                        + " line_count, bool_or(length(csv_line) >= " + CUT_OFF_AT
                        + " AND contains(csv_line, chr(10))) AS"
                        + " is_endless FROM " + REJECTED + " GROUP BY line ORDER BY line) TO " + SqlText.path(to)
                        + copyOptions());
    }

    /** Where the engine has cut off what a quote swallowed, nobody can count any more what is lost. */
    private void demandEndOfQuote(DeliveredFile file, Path malformed) {
        List<List<@Nullable Object>> endless = engine.rows("SELECT min(record) FROM read_parquet("
                + SqlText.path(malformed) + ") WHERE is_endless HAVING count(*) > 0");
        if (!endless.isEmpty()) {
            dropRejects();
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot take in " + file.file().path().getFileName() + ": a quote that is opened in record "
                            + endless.get(0).get(0) + " swallows all that follows\n  at "
                            + file.file().path());
        }
    }

    private static String copyOptions() {
        return " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)";
    }

    /** SQL that gives the records of a delivered file, whatever lines of it are none. */
    static String records(DeliveredFile file) {
        return switch (file.file().format().type()) {
            case CSV -> readCsv(file, "ignore_errors = true");
            case PARQUET -> "read_parquet(" + SqlText.path(file.file().path()) + ")";
        };
    }

    private static String readCsv(DeliveredFile file, String onErrors) {
        FileFormat format = file.file().format();
        String columns = file.columns().stream()
                .map(column -> SqlText.text(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", "));
        return "read_csv(" + SqlText.path(file.file().path()) + ", auto_detect = false, header = true, delim = "
                + SqlText.text(format.delimiter()) + ", quote = " + SqlText.text(format.quote()) + ", escape = "
                + SqlText.text(format.escape()) + ", encoding = " + SqlText.text(format.encoding())
                + ", compression = " + (file.isGzip() ? "'gzip'" : "'none'") + ", columns = {" + columns
                + "}, " + onErrors + ", strict_mode = true)";
    }

    private void read(DeliveredFile file, String copy) {
        try {
            engine.execute(copy);
        } catch (RuntimeException e) {
            throw new Refusal(
                    Refusal.Kind.FAILED,
                    "Cannot take in " + file.file().path().getFileName() + ": " + e.getMessage() + "\n  at "
                            + file.file().path(),
                    e);
        }
    }

    private void dropRejects() {
        engine.execute("DROP TABLE IF EXISTS " + REJECTED);
        engine.execute("DROP TABLE IF EXISTS " + REJECTED_SCANS);
    }

    private long count(String query) {
        List<@Nullable Object> row = engine.rows(query).get(0);
        return ((Number) Objects.requireNonNull(row.get(0))).longValue();
    }
}
