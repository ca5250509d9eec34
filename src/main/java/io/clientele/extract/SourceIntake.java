package io.clientele.extract;

import io.clientele.extract.LandingZone.Landed;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that one source delivered for one table. */
final class SourceIntake {

    private static final DateTimeFormatter SQL_TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Source source;
    private final Contract contract;
    private final TableMapping mapping;
    private final List<Source> sources;
    private final List<Contract> landing;
    private final LandingZone zone;
    private final TakeInEngine engine;
    private final String table;
    private final String rows;

    SourceIntake(
            Source source,
            Contract contract,
            TableMapping mapping,
            List<Source> sources,
            List<Contract> landing,
            LandingZone zone,
            TakeInEngine engine) {
        this.source = source;
        this.contract = contract;
        this.mapping = mapping;
        this.sources = sources;
        this.landing = landing;
        this.zone = zone;
        this.engine = engine;
        this.table = contract.relation().name();
        this.rows = "intake." + SqlText.name(table + "@" + source.name());
    }

    TakeIn.Counts take() {
        String delivered = delivered();
        Map<String, String> types = types(delivered);
        demandQueryColumns(types);
        Intake intake = new Intake(contract, mapping, format(), delivered, types, orphanTests());
        engine.execute("CREATE OR REPLACE TABLE " + rows + " AS\n" + intake.query());
        markDuplicates();
        TakeIn.Counts counts = counts();
        writeQuarantine(delivered, counts);
        writeFigures(intake, counts);
        return counts;
    }

    /** The view of the rows that nothing is wrong with. */
    String acceptedRows() {
        return "SELECT "
                + contract.columns().stream()
                        .map(column -> SqlText.name(column.name()))
                        .collect(Collectors.joining(", "))
                + ", " + SqlText.text(source.name()) + " AS source_system, TIMESTAMP '"
                + SQL_TIMESTAMP.format(extractedAt()) + "' AS extracted_at FROM " + rows
                + " WHERE _is_kept AND _reasons = ''";
    }

    private Instant extractedAt() {
        return files().stream().map(Landed::extractedAt).max(Instant::compareTo).orElseThrow();
    }

    /** The files that the table is made from: one, or for a query all of the source. */
    private List<Landed> files() {
        return source.files().keySet().stream()
                .filter(name ->
                        mapping.fromFile().isEmpty() || mapping.fromFile().get().equals(name))
                .map(name -> zone.landed(source.name(), name).orElseThrow())
                .toList();
    }

    private FileFormat format() {
        return mapping.fromFile()
                .map(name -> Objects.requireNonNull(source.files().get(name)).format())
                .orElse(FileFormat.DEFAULT);
    }

    private String delivered() {
        if (mapping.query().isEmpty()) {
            return readLanded(mapping.fromFile().orElseThrow());
        }
        engine.execute("CREATE SCHEMA IF NOT EXISTS delivered");
        source.files()
                .keySet()
                .forEach(name -> engine.execute(
                        "CREATE OR REPLACE VIEW delivered." + SqlText.name(name) + " AS " + readLanded(name)));
        String result = "intake." + SqlText.name(table + "@" + source.name() + " query");
        Path query = mapping.query().get();
        try {
            engine.execute("CREATE OR REPLACE TABLE " + result + " AS\n" + Files.readString(query));
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the query " + query + ": " + e, e);
        } catch (RuntimeException e) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot take in " + table + ": its query fails: " + e.getMessage() + "\n  at " + query,
                    e);
        }
        return "SELECT rowid + 1 AS _record, * FROM " + result;
    }

    private String readLanded(String file) {
        return "SELECT file_row_number + 1 AS _record, * EXCLUDE (file_row_number) FROM read_parquet("
                + SqlText.path(zone.folder(source.name(), file).resolve(LandingZone.DELIVERED))
                + ", file_row_number = true)";
    }

    private Map<String, String> types(String delivered) {
        Map<String, String> types = new LinkedHashMap<>();
        for (List<@Nullable Object> row : engine.rows("DESCRIBE " + delivered)) {
            types.put(
                    String.valueOf(row.get(0)).toLowerCase(Locale.ROOT),
                    String.valueOf(row.get(1)).toLowerCase(Locale.ROOT));
        }
        types.remove("_record");
        return types;
    }

    private void demandQueryColumns(Map<String, String> types) {
        if (mapping.query().isEmpty()) {
            return;
        }
        List<String> missing = contract.columns().stream()
                .filter(column -> !column.nullable() && !types.containsKey(column.name()))
                .map(column -> column.name() + " must be delivered, but the query does not give it")
                .toList();
        if (!missing.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot take in " + table + " by " + mapping.query().get(),
                    missing);
        }
    }

    /** A reference must be found in what the same source delivered, or where it does not deliver that table, anywhere. */
    private Map<String, String> orphanTests() {
        Map<String, String> tests = new LinkedHashMap<>();
        contract.references().forEach((column, other) -> {
            if (sources.stream().anyMatch(candidate -> candidate.delivers(other))) {
                Contract referred = landing.stream()
                        .filter(candidate -> candidate.relation().name().equals(other))
                        .findFirst()
                        .orElseThrow();
                String ofSource = source.delivers(other) ? " WHERE source_system = " + SqlText.text(source.name()) : "";
                tests.put(
                        column,
                        "SELECT " + SqlText.name(referred.grain().get(0)) + " FROM " + SqlText.name(referred.relation())
                                + ofSource);
            }
        });
        return tests;
    }

    /** Of rows with one key, and one time of change where there is such a column, the first is kept. */
    private void markDuplicates() {
        List<String> key =
                new ArrayList<>(contract.grain().stream().map(SqlText::name).toList());
        contract.column("changed_at").ifPresent(column -> key.add("changed_at"));
        String keys = String.join(", ", key);
        String good = " WHERE _is_kept AND _reasons = ''";
        String same = key.stream()
                .map(column -> "r." + column + " IS NOT DISTINCT FROM d." + column)
                .collect(Collectors.joining(" AND "));
        engine.execute("UPDATE " + rows + " AS r SET _reasons = 'DUPLICATE_KEY' FROM (SELECT " + keys
                + ", min(_record) AS first_record FROM " + rows + good + " GROUP BY " + keys
                + " HAVING count(*) > 1) AS d WHERE r._is_kept AND r._reasons = '' AND " + same
                + " AND r._record > d.first_record");
    }

    private TakeIn.Counts counts() {
        List<@Nullable Object> row = engine.rows("SELECT count(*) FILTER (WHERE _is_kept AND _reasons = ''),"
                        + " count(*) FILTER (WHERE _is_kept AND _reasons <> ''), count(*) FILTER (WHERE NOT"
                        + " _is_kept) FROM " + rows)
                .get(0);
        long malformed = files().stream().mapToLong(Landed::malformedCount).sum();
        return new TakeIn.Counts(
                deliveredRecords() + malformed, number(row, 0), number(row, 1) + malformed, number(row, 2));
    }

    private long deliveredRecords() {
        return mapping.query().isEmpty()
                ? files().stream().mapToLong(Landed::recordCount).sum()
                : number(
                        engine.rows("SELECT count(*) FROM (" + delivered() + ")")
                                .get(0),
                        0);
    }

    private void writeFigures(Intake intake, TakeIn.Counts counts) {
        String key = SqlText.text(table) + ", " + SqlText.text(source.name());
        engine.execute("INSERT INTO run.deliveries VALUES (" + key + ", true, " + counts.delivered() + ", "
                + counts.accepted() + ", " + counts.quarantined() + ", " + counts.filtered() + ", "
                + contract.quarantineLimitShare() + ")");
        engine.execute("INSERT INTO run.quarantine_reasons SELECT " + key + ", reason, count(*) FROM (SELECT"
                + " unnest(string_split(_reasons, chr(10))) AS reason FROM " + rows
                + " WHERE _is_kept AND _reasons <> '') GROUP BY reason ORDER BY reason");
        long malformed = files().stream().mapToLong(Landed::malformedCount).sum();
        if (malformed > 0) {
            engine.execute(
                    "INSERT INTO run.quarantine_reasons VALUES (" + key + ", 'MALFORMED_LINE', " + malformed + ")");
        }
        contract.controlTotals()
                .forEach((amount, currency) -> engine.execute(
                        "INSERT INTO run.control_totals " + controlTotals(intake, key, amount, currency)));
    }

    /** The sum on the way in, from what was kept as delivered; the others from what became of it. */
    private String controlTotals(Intake intake, String key, String amountColumn, String currencyColumn) {
        String amount = SqlText.name(amountColumn);
        String currency = "coalesce(" + SqlText.name(currencyColumn) + ", '')";
        String zero = "CAST(coalesce(%s, 0) AS DECIMAL(18,4))";
        return "WITH delivered AS (SELECT coalesce(currency, '') AS currency, sum(amount) AS amount FROM ("
                + intake.amounts(amountColumn, currencyColumn) + ") GROUP BY ALL), accepted AS (SELECT " + currency
                + " AS currency, sum(" + amount + ") AS amount FROM (" + acceptedRows() + ") GROUP BY ALL), others AS"
                + " (SELECT " + currency + " AS currency, sum(" + amount + ") FILTER (WHERE _is_kept) AS quarantined,"
                + " sum(" + amount + ") FILTER (WHERE NOT _is_kept) AS filtered FROM " + rows
                + " WHERE NOT _is_kept OR _reasons <> '' GROUP BY ALL) SELECT " + key + ", "
                + SqlText.text(amountColumn) + ", delivered.currency, " + zero.formatted("delivered.amount") + ", "
                + zero.formatted("accepted.amount") + ", " + zero.formatted("quarantined") + ", "
                + zero.formatted("filtered")
                + " FROM delivered LEFT JOIN accepted USING (currency) LEFT JOIN others USING (currency) ORDER BY"
                + " delivered.currency";
    }

    private void writeQuarantine(String delivered, TakeIn.Counts counts) {
        Path file = zone.quarantine(source.name(), table);
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot write the quarantine " + file + ": " + e, e);
        }
        if (counts.quarantined() == 0) {
            return;
        }
        String bad = "SELECT " + SqlText.text(files().get(0).deliveredAs()) + " AS delivered_as, r._record AS"
                + " record, CAST(NULL AS BIGINT) AS line, r._reasons AS reasons, CAST(to_json(d) AS VARCHAR) AS raw"
                + " FROM " + rows + " AS r JOIN (" + delivered + ") AS d ON d._record = r._record WHERE r._is_kept"
                + " AND r._reasons <> ''";
        String malformed = files().stream()
                .filter(landed -> landed.malformedCount() > 0)
                .map(landed -> " UNION ALL SELECT " + SqlText.text(landed.deliveredAs())
                        + ", NULL, CAST(line AS BIGINT), 'MALFORMED_LINE ' || reason, raw FROM read_parquet("
                        + SqlText.path(zone.folder(source.name(), landed.file()).resolve(LandingZone.MALFORMED))
                        + ")")
                .collect(Collectors.joining());
        engine.execute("COPY (" + bad + malformed + " ORDER BY delivered_as, record NULLS LAST, line) TO "
                + SqlText.path(file) + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)");
    }

    private static long number(List<@Nullable Object> row, int index) {
        return ((Number) Objects.requireNonNull(row.get(index))).longValue();
    }
}
