package io.clientele.explain;

import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Column;
import io.clientele.model.Recomputation;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A company whose facts are bookings: an amount is what was booked within a window, a tier is whether it reaches half of the
 * largest, and a forecast is the amount times the number of all bookings.
 */
final class Ledger {

    private static final RelationName BOOKINGS = new RelationName("landing", "bookings");
    private static final RelationName POLICY = new RelationName("config", "window");
    private static final RelationName RATE = new RelationName("config", "rate");
    private static final List<Column> RATE_COLUMNS = List.of(Column.of("rate", "bigint", false));

    private final Path folder;
    private final Map<String, String> bookings = new LinkedHashMap<>();
    private final List<Column> policyColumns = new ArrayList<>(List.of(Column.of("window_days", "bigint", false)));
    private final List<@Nullable Object> policy = new ArrayList<>(List.of(30L));
    private long rate = 1;
    private String currency = "EUR";
    private String engine = "SET threads = 1";

    Ledger(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("jobs"));
        Files.copy(Path.of("jobs", "contract.schema.json"), folder.resolve("jobs/contract.schema.json"));
        write("nightly.yaml", """
                job: nightly
                schedule: {cron: "0 0 3 * * ?", time_zone: UTC}
                publish: [changes_v1]
                """);
        write("summary.sql", """
                select 'changes' as section, 'all' as label, cast(count(*) as varchar) as figure from marts.changes_v1
                """);
        model("landing/bookings", "", """
                  booking_id: {type: varchar, says: Number.}
                  account_id: {type: varchar, says: Whose.}
                  booked_on: {type: date, says: When.}
                  amount: {type: "decimal(18,4)", says: How much.}
                """, null);
        model("metrics/bookings", "role: facts\ndated_by: booked_on\n", """
                  booking_id: {type: varchar, says: Number.}
                  account_id: {type: varchar, says: Whose.}
                  booked_on: {type: date, says: When.}
                  amount: {type: "decimal(18,4)", says: How much.}
                """, """
                select booking_id, account_id, booked_on, cast(amount * rate as decimal(18, 4)) as amount
                from landing.bookings
                cross join config.rate
                """);
        model("metrics/sums", "", """
                  account_id: {type: varchar, says: Whose.}
                  amount: {type: "decimal(18,4)", says: Within the window.}
                """, """
                select
                    bookings.account_id,
                    cast(sum(case
                        when days_between(bookings.booked_on, current.as_of) between 0 and policy.window_days - 1
                            then bookings.amount
                        else 0
                    end) as decimal(18, 4)) as amount
                from metrics.bookings
                cross join run.current
                cross join config.window as policy
                group by bookings.account_id
                """);
        model(
                "metrics/borders",
                "role: peers\n",
                """
                  border: {type: "decimal(18,4)", says: From here on an account is large.}
                """,
                "select cast(max(amount) * 0.5 as decimal(18, 4)) as border from metrics.sums");
        model("metrics/factors", "role: fits\n", """
                  factor: {type: bigint, says: Fitted to all bookings.}
                """, "select count(*) as factor from metrics.bookings");
        model("metrics/numbers", "role: measures\n", """
                  measure: {type: varchar, says: Which.}
                  level: {type: varchar, says: Always customer.}
                  account_id: {type: varchar, says: Whose.}
                  value: {type: "decimal(18,4)", nullable: true, says: How much.}
                  words: {type: varchar, nullable: true, says: How it is called.}
                """, """
                select 'amount' as measure, 'customer' as level, account_id, amount as value, cast(null as varchar) as words
                from metrics.sums
                union all
                select
                    'tier',
                    'customer',
                    account_id,
                    cast(case when amount >= border then 1 else 2 end as decimal(18, 4)),
                    case when amount >= border then 'LARGE' else 'SMALL' end
                from metrics.sums
                cross join metrics.borders
                union all
                select 'forecast', 'customer', account_id, cast(amount * factor as decimal(18, 4)), null
                from metrics.sums
                cross join metrics.factors
                """);
        model("marts/changes_v1", "", """
                  measure: {type: varchar, says: Which., label_en: Measure, label_zh: 指标}
                """, "select measure from run.scenarios");
    }

    private void model(String name, String role, String columns, @Nullable String sql) throws IOException {
        String first = columns.strip().substring(0, columns.strip().indexOf(':'));
        write(
                "models/" + name + ".yaml",
                "question: What is it?\n" + role + "grain: [" + first + "]\ncolumns:\n" + columns.indent(2));
        if (sql != null) {
            write("models/" + name + ".sql", sql);
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("jobs").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Changes the text of a model. */
    Ledger edit(String model, String before, String after) throws IOException {
        Path path = folder.resolve("jobs/models/" + model);
        String text = Files.readString(path);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(model + " does not contain " + before);
        }
        Files.writeString(path, text.replace(before, after));
        return this;
    }

    /** Books, or books anew what has the number already: {@code A 2026-11-10 100}. */
    Ledger book(String number, String booking) {
        bookings.put(number, booking);
        return this;
    }

    Ledger windowDays(long days) {
        policy.set(0, days);
        return this;
    }

    /** By how much each booking is multiplied before it is a fact. */
    Ledger rate(long factor) {
        rate = factor;
        return this;
    }

    /** What the engine is told before it explains. */
    Ledger engine(String setting) {
        engine = setting;
        return this;
    }

    Ledger anotherPolicyKey() {
        policyColumns.add(Column.of("why", "varchar", true));
        policy.add(null);
        return this;
    }

    Ledger currency(String code) {
        currency = code;
        return this;
    }

    Bases bases() {
        return Bases.at(folder.resolve("bases"));
    }

    Path basis(LocalDate night) {
        return folder.resolve("bases").resolve(version(night));
    }

    static String version(LocalDate night) {
        return night.toString().replace("-", "") + "-r0-0123456789ab";
    }

    /** What a night tells. */
    record Told(String words, List<String> changes, String explanation) {}

    /** Computes a night from all facts, explains it by an earlier one, and keeps its basis. */
    Told night(LocalDate asOf, Optional<LocalDate> earlier) throws IOException {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
            around.addAll(List.of(POLICY, RATE));
            Catalogue catalogue =
                    CatalogueReader.read(folder.resolve("jobs"), new DuckDbQueryReader(warehouse), around);
            Recomputation recomputation = catalogue.recomputation().orElseThrow();
            furnish(warehouse, asOf, recomputation);
            recomputation.makers().forEach(model -> warehouse.createOrReplace(model.relation(), model.sql()));
            recomputation.models().forEach(model -> warehouse.createOrReplace(model.relation(), model.sql()));
            Basis tonight = bases().write(asOf.toString(), recomputation, "test", warehouse);
            Path room = folder.resolve("room");
            warehouse.execute(engine);
            warehouse.fence(List.of(bases().aside(asOf.toString()), room));
            String words = new Explanation(recomputation, tonight, warehouse, room)
                    .since(earlier.map(Ledger::version), bases());
            if (Files.exists(room)) {
                throw new IllegalStateException(room + " is left behind");
            }
            bases().keep(asOf.toString(), version(asOf));
            return new Told(words, changes(warehouse), explanation(warehouse));
        }
    }

    private void furnish(DuckDbWarehouse warehouse, LocalDate asOf, Recomputation recomputation) {
        warehouse.createEmpty(POLICY, policyColumns);
        warehouse.append(POLICY, policyColumns, List.of(policy));
        warehouse.createEmpty(RATE, RATE_COLUMNS);
        warehouse.append(RATE, RATE_COLUMNS, List.of(List.of(rate)));
        List<Column> current = RunRelations.all().getOrDefault(RunRelations.CURRENT, List.of());
        warehouse.createEmpty(RunRelations.CURRENT, current);
        warehouse.append(RunRelations.CURRENT, current, List.of(List.of(asOf, "UTC", currency)));
        List<Column> columns = recomputation.facts().get(0).contract().columns();
        warehouse.createEmpty(BOOKINGS, columns);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        bookings.forEach((number, booking) -> {
            List<@Nullable Object> row = new ArrayList<>(List.of(number));
            row.addAll(List.of(booking.split(" ", -1)));
            rows.add(row);
        });
        warehouse.append(BOOKINGS, columns, rows);
    }

    /** A changed number a line: where it began, and the causes after which it was another one. */
    private static List<String> changes(DuckDbWarehouse warehouse) {
        return warehouse.rows("""
                        with shown as (
                            select *, case when not is_known then 'none' else coalesce(words, format('{:.0f}', value), 'unknown') end as shown
                            from run.scenarios
                        ),
                        moves as (
                            select *, lag(shown) over (partition by measure, account_id order by step) as before from shown
                        )
                        select measure || ' ' || account_id || ': ' || string_agg(
                            case when step = 0 then shown else lower(replace(cause, '_', ' ')) || ' ' || shown end, ', ' order by step)
                        from moves
                        where before is distinct from shown
                        group by measure, account_id
                        order by measure, account_id
                        """).stream().map(row -> row.text(0)).toList();
    }

    private static String explanation(DuckDbWarehouse warehouse) {
        return warehouse
                .rows("select concat_ws(' ', coalesce(cast(previous_as_of as varchar), 'never'), step_count,"
                        + " abstain_reason) from run.explanation")
                .get(0)
                .text(0);
    }
}
