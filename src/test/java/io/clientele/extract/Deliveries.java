package io.clientele.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clientele.model.Belonging;
import io.clientele.model.Check;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.ControlTotals;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Source files, what they deliver, and a night's landing in a real engine. */
final class Deliveries implements AutoCloseable {

    static final Instant EVENING = Instant.parse("2026-11-20T20:00:00Z");

    final Path folder;
    final DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory();
    private final List<Contract> landing = new ArrayList<>();
    private final List<Path> definitions = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    Deliveries(Path folder) {
        this.folder = folder;
        RunRelations.all().forEach(warehouse::createEmpty);
    }

    /** A contract of columns like {@code "amount decimal(18,2)?"}; the first column is its key. */
    Deliveries table(String name, String... columns) {
        return table(contract(name, columns));
    }

    Deliveries table(Contract contract) {
        landing.add(contract);
        return this;
    }

    static Contract contract(String name, String... columns) {
        List<Column> declared = Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(words -> Column.of(words[0], words[1].replace("?", ""), words[1].endsWith("?")))
                .toList();
        return new Contract(
                RelationName.parse("landing." + name),
                Path.of(name + ".yaml"),
                "What is delivered?",
                null,
                List.of(declared.get(0).name()),
                declared,
                List.of(),
                false,
                BigDecimal.ONE,
                Map.of(),
                ControlTotals.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Belonging.NONE,
                false);
    }

    static Contract with(Contract contract, Map<String, String> references, Map<String, String> totals) {
        return with(
                contract,
                references,
                totals.isEmpty()
                        ? ControlTotals.NONE
                        : new ControlTotals(
                                List.copyOf(totals.keySet()),
                                totals.values().stream().findFirst(),
                                Optional.empty()));
    }

    static Contract with(Contract contract, Map<String, String> references, ControlTotals totals) {
        return copy(
                contract,
                contract.columns(),
                contract.checks(),
                false,
                contract.quarantineLimitShare(),
                references,
                totals);
    }

    static Contract converted(Contract contract, Contract.Conversion conversion) {
        return new Contract(
                contract.relation(),
                contract.file(),
                contract.question(),
                null,
                contract.grain(),
                contract.columns(),
                contract.checks(),
                contract.isOptional(),
                contract.quarantineLimitShare(),
                contract.references(),
                contract.controlTotals(),
                Optional.of(conversion),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Belonging.NONE,
                false);
    }

    static Contract limited(Contract contract, String limitShare) {
        return copy(
                contract,
                contract.columns(),
                contract.checks(),
                contract.isOptional(),
                new BigDecimal(limitShare),
                contract.references(),
                contract.controlTotals());
    }

    static Contract optional(Contract contract) {
        return copy(
                contract,
                contract.columns(),
                contract.checks(),
                true,
                contract.quarantineLimitShare(),
                contract.references(),
                contract.controlTotals());
    }

    static Contract checked(Contract contract, String expression, String because) {
        return copy(
                contract,
                contract.columns(),
                List.of(new Check(Check.Severity.MUST, expression, Optional.empty(), because, 1)),
                contract.isOptional(),
                contract.quarantineLimitShare(),
                contract.references(),
                contract.controlTotals());
    }

    static Contract allowing(Contract contract, String column, String... allowed) {
        List<Column> columns = contract.columns().stream()
                .map(candidate -> candidate.name().equals(column)
                        ? new Column(
                                column,
                                candidate.type(),
                                candidate.nullable(),
                                null,
                                column,
                                null,
                                null,
                                List.of(allowed),
                                Column.Pii.NONE)
                        : candidate)
                .toList();
        return copy(
                contract,
                columns,
                contract.checks(),
                contract.isOptional(),
                contract.quarantineLimitShare(),
                contract.references(),
                contract.controlTotals());
    }

    static Contract whose(Contract contract, Belonging belonging) {
        return new Contract(
                contract.relation(),
                contract.file(),
                contract.question(),
                null,
                contract.grain(),
                contract.columns(),
                contract.checks(),
                contract.isOptional(),
                contract.quarantineLimitShare(),
                contract.references(),
                contract.controlTotals(),
                contract.converted(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                belonging,
                false);
    }

    private static Contract copy(
            Contract contract,
            List<Column> columns,
            List<Check> checks,
            boolean isOptional,
            BigDecimal limitShare,
            Map<String, String> references,
            ControlTotals totals) {
        return new Contract(
                contract.relation(),
                contract.file(),
                contract.question(),
                null,
                contract.grain(),
                columns,
                checks,
                isOptional,
                limitShare,
                new LinkedHashMap<>(references),
                totals,
                contract.converted(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Belonging.NONE,
                false);
    }

    /** A source file whose folder is the one of these deliveries. */
    Deliveries source(String name, String yaml) {
        return sourceFile(name, "source: " + name + "\nkind: other\nfolder: .\n" + yaml);
    }

    Deliveries sourceFile(String name, String yaml) {
        definitions.add(write(name + ".yaml", yaml));
        return this;
    }

    Deliveries environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path write(String file, String text) {
        return write(file, text, UTF_8);
    }

    Path write(String file, String text, Charset charset) {
        return write(file, text.getBytes(charset));
    }

    Path write(String file, byte[] bytes) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.write(path, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** A Parquet file that the engine writes from a query. */
    void parquet(String file, String query) {
        warehouse.execute("COPY (" + query + ") TO '" + folder.resolve(file) + "' (FORMAT parquet)");
    }

    List<Source> sources() {
        return SourceReader.read(definitions, landing, environment, new DuckDbQueryReader(warehouse));
    }

    TakeIn takeIn() {
        return takeIn(engine());
    }

    TakeIn takeIn(TakeInEngine engine) {
        return new TakeIn(sources(), landing, zone(), engine);
    }

    LandingZone zone() {
        return new LandingZone(folder.resolve("landing"), LocalDate.of(2026, 11, 20), 0);
    }

    TakeInEngine engine() {
        return new TakeInEngine() {
            @Override
            public void execute(String sql) {
                warehouse.execute(sql);
            }

            @Override
            public List<List<Object>> rows(String sql) {
                return warehouse.rows(sql).stream().map(Row::values).toList();
            }
        };
    }

    /** Keeps, casts and closes, as a night does. */
    Deliveries take() {
        TakeIn takeIn = takeIn();
        takeIn.keepDeliveries(EVENING);
        landing.forEach(takeIn::take);
        takeIn.close();
        return this;
    }

    /** Keeps and casts, and returns what became of a table's rows. */
    TakeIn.Counts counts(String table) {
        TakeIn takeIn = takeIn();
        takeIn.keepDeliveries(EVENING);
        Optional<TakeIn.Counts> counts = Optional.empty();
        for (Contract contract : landing) {
            Optional<TakeIn.Counts> taken = takeIn.take(contract);
            counts = contract.relation().name().equals(table) ? taken : counts;
        }
        takeIn.close();
        return counts.orElseThrow();
    }

    /** Rows as the engine writes them, with a bar between cells. */
    List<String> rows(String query) {
        int width = warehouse.describe(query).size();
        String cells = IntStream.range(0, width).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String texts = IntStream.range(0, width)
                .mapToObj(i -> "coalesce(CAST(c" + i + " AS VARCHAR), '∅')")
                .collect(Collectors.joining(", "));
        return warehouse.rows("SELECT concat_ws('|', " + texts + ") FROM (" + query + ") AS r(" + cells + ")").stream()
                .map(row -> row.text(0))
                .toList();
    }

    /** The quarantined rows of a table: record, reasons with commas between them, raw text. */
    List<String> quarantine(String source, String table) {
        return rows("SELECT record, replace(reasons, chr(10), ', '), raw FROM read_parquet('"
                + zone().quarantine(source, table) + "') ORDER BY record");
    }

    List<String> reasons(String table) {
        return rows("SELECT reason, row_count FROM run.quarantine_reasons WHERE table_name = '" + table
                + "' ORDER BY reason");
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
