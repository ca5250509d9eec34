package io.clientele.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The relations that tell a model about the run itself. */
public final class RunRelations {

    public static final RelationName CURRENT = new RelationName("run", "current");
    public static final RelationName SOURCES = new RelationName("run", "sources");
    public static final RelationName DELIVERIES = new RelationName("run", "deliveries");
    public static final RelationName QUARANTINE_REASONS = new RelationName("run", "quarantine_reasons");
    public static final RelationName CONTROL_TOTALS = new RelationName("run", "control_totals");
    public static final RelationName SOURCE_TOTALS = new RelationName("run", "source_totals");
    public static final RelationName GATES = RunOrder.GATES;
    public static final RelationName SCENARIOS = RunOrder.SCENARIOS;
    public static final RelationName EXPLANATION = RunOrder.EXPLANATION;

    private static final String AMOUNT = "decimal(18,4)";

    private RunRelations() {}

    /** The columns of each, as {@code jobs/README.md} documents them. */
    public static SortedMap<RelationName, List<Column>> all() {
        SortedMap<RelationName, List<Column>> all = new TreeMap<>();
        all.put(CURRENT, columns("as_of date", "business_time_zone varchar", "reporting_currency varchar"));
        all.put(SOURCES, columns("source_system varchar", "kind varchar", "precedence integer"));
        all.put(
                DELIVERIES,
                columns(
                        "table_name varchar",
                        "source_system varchar?",
                        "is_delivered boolean",
                        "delivered_count bigint",
                        "accepted_count bigint",
                        "quarantined_count bigint",
                        "filtered_count bigint",
                        "quarantine_limit_share decimal(9,6)"));
        all.put(
                QUARANTINE_REASONS,
                columns("table_name varchar", "source_system varchar", "reason varchar", "row_count bigint"));
        all.put(
                CONTROL_TOTALS,
                columns(
                        "table_name varchar",
                        "source_system varchar",
                        "column_name varchar",
                        "currency_code varchar",
                        "delivered_amount " + AMOUNT,
                        "accepted_amount " + AMOUNT,
                        "quarantined_amount " + AMOUNT,
                        "filtered_amount " + AMOUNT));
        all.put(
                SOURCE_TOTALS,
                columns(
                        "table_name varchar",
                        "source_system varchar",
                        "column_name varchar?",
                        "currency_code varchar?",
                        "month varchar",
                        "source_figure decimal(38,9)?",
                        "landed_figure decimal(38,9)?"));
        all.put(
                GATES,
                columns(
                        "gate varchar",
                        "relation varchar",
                        "severity varchar",
                        "failing_count bigint",
                        "verdict varchar",
                        "because varchar",
                        "first_keys varchar?"));
        all.put(EXPLANATION, columns("previous_as_of date?", "step_count integer", "abstain_reason varchar?"));
        all.put(
                SCENARIOS,
                columns(
                        "step integer",
                        "cause varchar?",
                        "measure varchar",
                        "level varchar",
                        "account_id varchar",
                        "is_known boolean",
                        "value " + AMOUNT + "?",
                        "words varchar?"));
        return all;
    }

    /** The columns that the take-in adds to every landing table. */
    public static List<Column> addedToLanding() {
        return columns("source_system varchar", "extracted_at timestamp");
    }

    /** What a model that reads a contract's relation finds there: in landing, the take-in's columns too. */
    public static List<Column> readable(Contract contract) {
        if (!contract.relation().schema().equals(Stage.LANDING.schema())) {
            return contract.columns();
        }
        List<Column> columns = new ArrayList<>(contract.columns());
        columns.addAll(addedToLanding());
        return columns;
    }

    private static List<Column> columns(String... declared) {
        List<Column> columns = new ArrayList<>();
        for (String column : declared) {
            String[] words = column.split(" ", 2);
            boolean isNullable = words[1].endsWith("?");
            columns.add(Column.of(words[0], isNullable ? words[1].replace("?", "") : words[1], isNullable));
        }
        return List.copyOf(columns);
    }
}
