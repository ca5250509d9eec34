package io.clientele.extract;

import io.clientele.extract.LandingZone.Landed;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes one delivered file into the landing zone: every record as it came, every line that is no record beside it. */
final class FileLanding {

    private static final String REJECTED = "rejected_lines";
    private static final String REJECTED_SCANS = "rejected_scans";

    private final LandingZone zone;
    private final TakeInEngine engine;

    FileLanding(LandingZone zone, TakeInEngine engine) {
        this.zone = zone;
        this.engine = engine;
    }

    Landed land(Source source, DeliveredFile file, Instant now) {
        Path aside = zone.begin(source.name(), file.file().name());
        Path delivered = aside.resolve(LandingZone.DELIVERED);
        long malformed =
                switch (file.file().format().type()) {
                    case CSV -> landCsv(file, delivered, aside.resolve(LandingZone.MALFORMED));
                    case PARQUET -> landParquet(file, delivered);
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

    private long landParquet(DeliveredFile file, Path to) {
        read(
                file,
                "COPY (SELECT * FROM read_parquet(" + SqlText.path(file.file().path()) + ")) TO " + SqlText.path(to)
                        + copyOptions());
        return 0;
    }

    private long landCsv(DeliveredFile file, Path to, Path malformedTo) {
        dropRejects();
        read(file, "COPY (SELECT * FROM " + readCsv(file) + ") TO " + SqlText.path(to) + copyOptions());
        long malformed = count("SELECT count(DISTINCT line) FROM " + REJECTED);
        if (malformed > 0) {
            engine.execute("COPY (SELECT line, string_agg(DISTINCT CAST(error_type AS VARCHAR), ', ' ORDER BY"
                    + " CAST(error_type AS VARCHAR)) AS reason, min(csv_line) AS raw FROM " + REJECTED
                    + " GROUP BY line ORDER BY line) TO " + SqlText.path(malformedTo) + copyOptions());
        }
        dropRejects();
        return malformed;
    }

    private static String copyOptions() {
        return " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)";
    }

    private static String readCsv(DeliveredFile file) {
        FileFormat format = file.file().format();
        String columns = file.columns().stream()
                .map(column -> SqlText.text(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", "));
        return "read_csv(" + SqlText.path(file.file().path()) + ", auto_detect = false, header = true, delim = "
                + SqlText.text(format.delimiter()) + ", quote = " + SqlText.text(format.quote()) + ", escape = "
                + SqlText.text(format.escape()) + ", encoding = " + SqlText.text(format.encoding())
                + ", compression = " + (file.isGzip() ? "'gzip'" : "'none'") + ", columns = {" + columns
                + "}, store_rejects = true, rejects_limit = 0, rejects_table = '" + REJECTED + "', rejects_scan = '"
                + REJECTED_SCANS + "', strict_mode = true)";
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
