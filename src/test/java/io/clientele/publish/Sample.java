package io.clientele.publish;

import io.clientele.model.Belonging;
import io.clientele.model.Check.Severity;
import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.Contract;
import io.clientele.model.ControlTotals;
import io.clientele.model.RelationName;
import io.clientele.publish.GateResult.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three small marts of a night, and the night. */
public final class Sample {

    static final Instant PUBLISHED_AT = Instant.parse("2026-11-21T02:14:05Z");

    private Sample() {}

    static Contract repurchase() {
        return contract(
                "repurchase_v1",
                List.of("as_of", "customer_id"),
                column("as_of", "date", false),
                column("customer_id", "varchar", false),
                column("customer_name", "varchar", true),
                column("occasion_count", "bigint", false),
                column("segment_rank", "integer", true),
                new Column(
                        "net_amount",
                        ColumnType.parse("decimal(18,2)"),
                        true,
                        "EUR",
                        "What was bought, without tax.",
                        "Net amount",
                        "净额",
                        List.of(),
                        Column.Pii.NONE),
                column("overdue_ratio", "double", true),
                column("has_repurchased", "boolean", true),
                column("last_ordered_on", "date", true),
                column("last_seen_at", "timestamp", true));
    }

    static Contract segment() {
        return contract(
                "market_segment_v1",
                List.of("as_of", "industry", "region"),
                column("as_of", "date", false),
                column("industry", "varchar", true),
                column("region", "varchar", true),
                column("unit_price", "decimal(9,4)", false));
    }

    static Contract value() {
        return contract(
                "customer_value_v1",
                List.of("customer_id"),
                column("customer_id", "bigint", false),
                column("night", "integer", false));
    }

    static List<Contract> marts() {
        return List.of(repurchase(), segment(), value());
    }

    /** @param night a number that is in all rows of customer_value_v1, and moves money in the other two */
    static void fill(DuckMarts duck, int night) {
        duck.run(
                "create or replace table marts.repurchase_v1 as select date '2026-11-20' as as_of, 'C' || i as customer_id,"
                        + " case i when 1 then '上海精密机械有限公司' when 2 then '=cmd|1' else 'Müller & Söhne ' || i end as customer_name,"
                        + " (i % 7)::bigint as occasion_count, case when i % 3 = 0 then i::integer end as segment_rank,"
                        + " case when i % 5 > 0 then (i * 1.25 + " + night + ")::decimal(18,2) end as net_amount,"
                        + " case when i % 2 = 0 then sqrt(i) end as overdue_ratio, case when i % 4 > 0 then i % 4 = 1 end as has_repurchased,"
                        + " case when i % 7 > 0 then date '2026-11-20' - i::integer end as last_ordered_on,"
                        + " timestamp '2026-11-20 00:00:00.000001' - to_seconds(i) as last_seen_at from range(1, 401) r(i)");
        duck.run(
                "create or replace table marts.market_segment_v1 as select date '2026-11-20' as as_of, industry, region,"
                        + " (3.1415 + " + night
                        + ")::decimal(9,4) as unit_price from (values ('医药', 'DE'), ('Pharma', null), (null, 'CN'),"
                        + " (null, null), ('Pharma', 'CN')) s(industry, region)");
        duck.run("create or replace table marts.customer_value_v1 as select i as customer_id, " + night
                + "::integer as night from range(2000) r(i)");
    }

    static Night night(String businessDate, long revision) {
        LocalDate date = LocalDate.parse(businessDate);
        return new Night(
                date,
                revision,
                businessDate.replace("-", "") + "-r" + revision,
                "0.1.0",
                "DuckDB 1.5.6",
                Map.of("models", "aa", "policy", "bb", "code", "cc", "snapshot", "dd"),
                List.of(new GateResult(
                        "unique", "marts.repurchase_v1", Severity.MUST, 0, Verdict.PASS, "one row each")),
                List.of(),
                List.of(new ControlTotal(
                        "erp_order_lines",
                        "erp",
                        "net_amount",
                        "EUR",
                        new BigDecimal("100.0000"),
                        new BigDecimal("99.5000"),
                        new BigDecimal("0.5000"),
                        new BigDecimal("0.0000"))));
    }

    /** Publishes the sample into a folder; for the tests of those who only read. */
    public static void publish(Path root) throws Exception {
        try (DuckMarts duck = new DuckMarts()) {
            fill(duck, 0);
            publish(root, duck, night("2026-11-20", 0), PublicationListener.NONE);
        }
    }

    static Version publish(Path root, MartSource source, Night night, PublicationListener listener) {
        Version version = new Publication(root, source, listener).write(night, marts());
        new Switch(root, new DuckCatalogue(), listener).to(version, PUBLISHED_AT);
        return version;
    }

    public static MartQuery query() {
        return new DuckCatalogue();
    }

    static Contract contract(String name, List<String> grain, Column... columns) {
        return new Contract(
                new RelationName("marts", name),
                Path.of(name + ".yaml"),
                "What does " + name + " answer?",
                "Null is not no.",
                grain,
                List.of(columns),
                List.of(),
                false,
                Contract.DEFAULT_QUARANTINE_LIMIT_SHARE,
                Map.of(),
                ControlTotals.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Belonging.NONE,
                false);
    }

    static Column column(String name, String type, boolean nullable) {
        return Column.of(name, type, nullable);
    }
}
