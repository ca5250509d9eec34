package io.clientele.extract;

import io.clientele.extract.LandingZone.Landed;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.Optional;
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
        TakeIn.Counts counts = counts(delivered);
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
        return read().map(Extracted::readAt).orElseGet(() -> files().stream()
                .map(Landed::extractedAt)
                .max(Instant::compareTo)
                .orElseThrow());
    }

    /** What was read of a database; empty where files were delivered. */
    private Optional<Extracted> read() {
        return mapping.extract().map(extract -> chain().newest());
    }

    /** The files that the rows come from; none where a database was read. */
    private List<Landed> files() {
        return mapping.files().stream()
                .map(name -> zone.landed(source.name(), name).orElseThrow())
                .toList();
    }

    /** Where a person finds a row that is in quarantine. */
    private String deliveredAs() {
        return mapping.extract()
                .map(extract -> extract.file().getFileName().toString())
                .orElseGet(() -> files().get(0).deliveredAs());
    }

    private Chain chain() {
        return zone.chain(source.name(), table, zone.night());
    }

    /** How the rows are written: as their file is, or where several are read, as the source says of all. */
    private FileFormat format() {
        return mapping.files().size() == 1
                ? Objects.requireNonNull(source.files().get(mapping.files().get(0)))
                        .format()
                : source.format();
    }

    private String delivered() {
        if (mapping.extract().isPresent()) {
            return chain().rows();
        }
        Optional<TableMapping.Query> query = mapping.query();
        if (query.isEmpty()) {
            return readLanded(mapping.files().get(0));
        }
        engine.execute("CREATE SCHEMA IF NOT EXISTS delivered");
        mapping.files()
                .forEach(name -> engine.execute(
                        "CREATE OR REPLACE VIEW delivered." + SqlText.name(name) + " AS " + readLanded(name)));
        String result = "intake." + SqlText.name(table + "@" + source.name() + " query");
        try {
            engine.execute("CREATE OR REPLACE TABLE " + result + " AS SELECT * FROM (\n"
                    + query.get().sql().stripTrailing().replaceFirst(";$", "") + "\n) ORDER BY ALL");
        } catch (RuntimeException e) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot take in " + table + ": its query fails: " + e.getMessage() + "\n  at "
                            + query.get().file(),
                    e);
        }
        return "SELECT rowid + 1 AS _record, * FROM " + result;
    }

    /** What was kept, each record with its number in the file: malformed ones are not kept, but were counted. */
    private String readLanded(String file) {
        Path folder = zone.folder(source.name(), file);
        String kept = "SELECT file_row_number + 1 AS _record, * EXCLUDE (file_row_number) FROM read_parquet("
                + SqlText.path(folder.resolve(LandingZone.DELIVERED)) + ", file_row_number = true)";
        if (zone.landed(source.name(), file).orElseThrow().malformedCount() == 0) {
            return kept;
        }
        return "SELECT _kept._record + coalesce(_malformed.count_before, 0) AS _record, _kept.* EXCLUDE (_record) FROM ("
                + kept + ") AS _kept ASOF LEFT JOIN (SELECT record - count_before + 1 AS _record, max(count_before) AS"
                + " count_before FROM (SELECT record, row_number() OVER (ORDER BY record) AS count_before FROM"
                + " read_parquet(" + SqlText.path(folder.resolve(LandingZone.MALFORMED))
                + ")) GROUP BY ALL) AS _malformed ON _kept._record >= _malformed._record";
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
                    "Cannot take in " + table + " by " + mapping.query().get().file(),
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

    private TakeIn.Counts counts(String delivered) {
        List<@Nullable Object> row = engine.rows("SELECT count(*) FILTER (WHERE _is_kept AND _reasons = ''),"
                        + " count(*) FILTER (WHERE _is_kept AND _reasons <> ''), count(*) FILTER (WHERE NOT"
                        + " _is_kept) FROM " + rows)
                .get(0);
        return new TakeIn.Counts(
                deliveredRecords(delivered) + malformed(),
                number(row, 0),
                number(row, 1) + malformed(),
                number(row, 2));
    }

    private long deliveredRecords(String delivered) {
        Optional<Extracted> extracted = read();
        if (extracted.isPresent()) {
            return extracted.get().rowCount();
        }
        return mapping.query().isEmpty()
                ? files().stream().mapToLong(Landed::recordCount).sum()
                : number(engine.rows("SELECT count(*) FROM (" + delivered + ")").get(0), 0);
    }

    private long malformed() {
        return files().stream().mapToLong(Landed::malformedCount).sum();
    }

    private void writeFigures(Intake intake, TakeIn.Counts counts) {
        String key = SqlText.text(table) + ", " + SqlText.text(source.name());
        engine.execute("INSERT INTO run.deliveries VALUES (" + key + ", true, " + counts.delivered() + ", "
                + counts.accepted() + ", " + counts.quarantined() + ", " + counts.filtered() + ", "
                + contract.quarantineLimitShare() + ")");
        engine.execute("INSERT INTO run.quarantine_reasons SELECT " + key + ", reason, count(*) FROM (SELECT"
                + " unnest(string_split(_reasons, chr(10))) AS reason FROM " + rows
                + " WHERE _is_kept AND _reasons <> '') GROUP BY reason ORDER BY reason");
        if (malformed() > 0) {
            engine.execute(
                    "INSERT INTO run.quarantine_reasons VALUES (" + key + ", 'MALFORMED_LINE', " + malformed() + ")");
        }
        read().ifPresent(extracted -> writeSourceTotals(key, extracted.totals()));
        for (String amount : contract.controlTotals().amounts()) {
            engine.execute("INSERT INTO run.control_totals " + controlTotals(intake, key, amount));
        }
    }

    private void writeSourceTotals(String key, List<Extracted.SourceTotal> totals) {
        String withoutMonth = contract.controlTotals().month().isPresent() ? "undated" : "all";
        for (Extracted.SourceTotal total : totals) {
            engine.execute("INSERT INTO run.source_totals VALUES (" + key + ", " + text(total.column()) + ", "
                    + text(total.currency()) + ", "
                    + SqlText.text(total.month() == null ? withoutMonth : String.valueOf(total.month())) + ", "
                    + decimal(total.ofSource()) + ", "
                    + decimal(total.landed()) + ")");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "NULL" : SqlText.text(value);
    }

    private static String decimal(@Nullable BigDecimal value) {
        return value == null ? "NULL" : "CAST(" + SqlText.text(value.toPlainString()) + " AS DECIMAL(38,9))";
    }

    /** The sum on the way in, from what was kept as delivered; the others from what became of it. */
    private String controlTotals(Intake intake, String key, String amountColumn) {
        Optional<String> currencyColumn = contract.controlTotals().currency();
        String amount = SqlText.name(amountColumn);
        String currency = currencyColumn
                .map(name -> "coalesce(" + SqlText.name(name) + ", '')")
                .orElse("''");
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
        String bad = "SELECT " + SqlText.text(deliveredAs()) + " AS delivered_as, _rows._record AS"
                + " record, _rows._reasons AS reasons, CAST(to_json(_delivered) AS VARCHAR) AS raw FROM " + rows
                + " AS _rows JOIN (" + delivered + ") AS _delivered ON _delivered._record = _rows._record WHERE"
                + " _rows._is_kept AND _rows._reasons <> ''";
        String malformed = files().stream()
                .filter(landed -> landed.malformedCount() > 0)
                .map(landed -> " UNION ALL SELECT " + SqlText.text(landed.deliveredAs())
                        + ", record, 'MALFORMED_LINE ' || reason, raw FROM read_parquet("
                        + SqlText.path(zone.folder(source.name(), landed.file()).resolve(LandingZone.MALFORMED))
                        + ")")
                .collect(Collectors.joining());
        engine.execute("COPY (" + bad + malformed + " ORDER BY delivered_as, record) TO " + SqlText.path(file)
                + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)");
    }

    private static long number(List<@Nullable Object> row, int index) {
        return ((Number) Objects.requireNonNull(row.get(index))).longValue();
    }
}
