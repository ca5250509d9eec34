import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints one DuckDB script that computes and writes what a night publishes: {@code PlainScript NIGHT_DATABASE DELIVERED_FILE OUT}.
 * The queries are those of the models and of the source's fixture; policies and column types are taken from a finished night.
 */
public final class PlainScript {

    private static final Path SOURCE = Path.of("src/test/resources/online-retail/online-retail");
    private static final Path MODELS = Path.of("jobs/models");
    private static final Path PRELUDES = Path.of("src/main/resources/io/clientele/warehouse");
    private static final Pattern RELATION = Pattern.compile("\\b(?:staged|metrics|marts)\\.[a-z_0-9]+");
    private static final Pattern GRAIN = Pattern.compile("(?m)^grain: \\[(.*)]");

    private final Connection night;
    private final Connection scratch;

    private PlainScript(Connection night, Connection scratch) {
        this.night = night;
        this.scratch = scratch;
    }

    public static void main(String[] arguments) throws Exception {
        Properties readOnly = new Properties();
        readOnly.setProperty("access_mode", "READ_ONLY");
        try (Connection night = DriverManager.getConnection("jdbc:duckdb:" + arguments[0], readOnly);
                Connection scratch = DriverManager.getConnection("jdbc:duckdb:")) {
            new PlainScript(night, scratch).print(arguments[1], arguments[2]);
        }
    }

    private void print(String delivered, String out) throws Exception {
        statement("set timezone = 'UTC'");
        for (String prelude : List.of("prelude.duckdb.sql", "prelude-normal_cdf.duckdb.sql")) {
            statement(Files.readString(PRELUDES.resolve(prelude)));
        }
        for (String schema : List.of("delivered", "landing", "staged", "metrics", "marts", "run", "config")) {
            statement("create schema " + schema);
        }
        for (String relation : relations("run", "config")) {
            copyRows(relation);
        }
        statement("create table delivered.lines as select row_number() over () as _record, * from read_csv('" + delivered
                + "', all_varchar = true, header = true)");
        for (String relation : relations("landing")) {
            land(relation);
        }
        for (Map.Entry<String, String> model : inRunOrder(models()).entrySet()) {
            statement("create table " + model.getKey() + " as\n" + model.getValue());
        }
        for (String mart : published()) {
            String contract = Files.readString(MODELS.resolve("marts/" + mart + ".yaml"));
            Matcher grain = GRAIN.matcher(contract);
            grain.find();
            statement("copy (select * from marts." + mart + " order by " + grain.group(1) + ") to '" + out + "/" + mart
                    + ".parquet' (format parquet, compression snappy, parquet_version v1)");
        }
    }

    private static void statement(String sql) {
        System.out.println(sql.strip() + "\n;\n");
    }

    private List<String> relations(String... schemas) throws SQLException {
        String names = Stream.of(schemas).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return rows(night, "select table_schema || '.' || table_name from information_schema.tables where table_schema in ("
                        + names + ") order by 1")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** Policies and what the night knew of itself. Gates are not computed here, so their results are not there to be read. */
    private void copyRows(String relation) throws SQLException {
        Map<String, String> types = types(night, "select * from " + relation);
        statement("create table " + relation + " ("
                + types.entrySet().stream()
                        .map(column -> column.getKey() + " " + column.getValue())
                        .collect(Collectors.joining(", "))
                + ")");
        if (relation.equals("run.gates")) {
            return;
        }
        for (List<String> row : rows(night, "select * from " + relation)) {
            statement("insert into " + relation + " values ("
                    + row.stream()
                            .map(cell -> cell == null ? "null" : "'" + cell.replace("'", "''") + "'")
                            .collect(Collectors.joining(", "))
                    + ")");
        }
    }

    /** What the source's query gives, in the contract's types; nothing is checked, nothing is kept as it came. */
    private void land(String relation) throws Exception {
        Map<String, String> types = types(night, "select * from " + relation);
        Path query = SOURCE.resolve(relation.replace("landing.", "") + ".sql");
        boolean isDelivered = Files.exists(query);
        Set<String> given = isDelivered ? columns(Files.readString(query)) : Set.of();
        List<String> cells = new ArrayList<>();
        types.forEach((column, type) -> {
            String value = given.contains(column) ? column : "null";
            value = column.equals("source_system") ? "'shop'" : value;
            value = column.equals("extracted_at") ? "timestamp '2011-12-10'" : value;
            cells.add("cast(" + value + " as " + type + ") as " + column);
        });
        String from = isDelivered ? " from (\n" + Files.readString(query) + ")" : " where false";
        String keep = relation.equals("landing.order_lines") ? " where customer_id is not null" : "";
        statement("create table " + relation + " as select " + String.join(", ", cells) + from + keep);
    }

    private Set<String> columns(String query) throws SQLException {
        rows(scratch, "create schema if not exists delivered");
        rows(scratch, "create or replace table delivered.lines (_record bigint, invoice varchar, sku varchar, qty varchar,"
                + " ts varchar, price varchar, cust varchar, country varchar)");
        return types(scratch, query).keySet();
    }

    private static Map<String, String> models() throws Exception {
        Map<String, String> models = new TreeMap<>();
        for (String stage : List.of("staged", "metrics", "marts")) {
            try (Stream<Path> files = Files.list(MODELS.resolve(stage))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".sql")).toList()) {
                    String name = file.getFileName().toString().replace(".sql", "");
                    models.put(stage + "." + name, Files.readString(file));
                }
            }
        }
        models.replace("metrics.cycle_parameters", CYCLE_BY_MOMENTS);
        return models;
    }

    private static Map<String, String> inRunOrder(Map<String, String> models) {
        Map<String, String> ordered = new java.util.LinkedHashMap<>();
        while (ordered.size() < models.size()) {
            int before = ordered.size();
            models.forEach((name, sql) -> {
                Set<String> reads = RELATION.matcher(sql.replaceAll("--.*", ""))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                if (!ordered.containsKey(name) && ordered.keySet().containsAll(reads)) {
                    ordered.put(name, sql);
                }
            });
            if (before == ordered.size()) {
                throw new IllegalStateException("no run order: " + models.keySet());
            }
        }
        return ordered;
    }

    private static List<String> published() throws Exception {
        return Files.readAllLines(Path.of("jobs/nightly.yaml")).stream()
                .filter(line -> line.startsWith("  - "))
                .map(line -> line.substring(4).strip())
                .toList();
    }

    private static Map<String, String> types(Connection connection, String query) throws SQLException {
        Map<String, String> types = new java.util.LinkedHashMap<>();
        rows(connection, "describe " + query).forEach(row -> types.put(row.get(0), row.get(1)));
        return types;
    }

    private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        List<String> row = new ArrayList<>();
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            row.add(result.getString(i));
                        }
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }

    /** SQL has no optimiser: the variance between accounts by moments instead of restricted maximum likelihood. */
    private static final String CYCLE_BY_MOMENTS =
            """
            with means as (
                select level, gap_count as n, sum_log_gap / gap_count as mean, sum_log_gap as s, sum_squared_log_gap as q
                from metrics.gap_statistics where gap_count > 0
            ),
            moments as (
                select level, sum(q - s * s / n) / sum(n - 1) as sigma2, avg(mean) as m, var_samp(mean) as spread,
                    avg(1e0 / n) as share, cast(sum(n) as bigint) as gap_count, count(*) as customer_count
                from means group by level
            )
            select level, 'FITTED' as status, m, sigma2, greatest(0e0, spread - sigma2 * share) as tau2, gap_count,
                customer_count, cast(null as double) as restricted_log_likelihood, cast(0 as bigint) as iterations
            from moments
            """;
}
