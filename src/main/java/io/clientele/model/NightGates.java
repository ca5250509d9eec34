package io.clientele.model;

import io.clientele.model.Check.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code nightly.yaml} says of the gates that hold a night against its day and against the nights before it. */
public record NightGates(Volume volume, Freshness freshness, Drift drift) {

    /** What holds where {@code nightly.yaml} says nothing: volumes are compared, and nothing else is named. */
    public static final NightGates DEFAULT = new NightGates(
            Volume.DEFAULT, new Freshness(Severity.MUST, List.of()), new Drift(Severity.SHOULD, 0.2, List.of()));

    /**
     * How many rows a landing table may have, beside those of the same weekday before.
     *
     * @param weeks how far back nights are looked at
     * @param lowShare of the median, below which it stops
     * @param highShare of the median, above which it stops
     * @param deviations how many median absolute deviations off the median it may be without a warning
     * @param steadyShare of the median by which it may be off without a warning, however little the nights differ
     * @param leastRows by which it must be off before it stops
     * @param leastNights with fewer of them it only warns
     * @param since by table, the first night that it is compared with
     */
    public record Volume(
            Severity severity,
            int weeks,
            double lowShare,
            double highShare,
            double deviations,
            double steadyShare,
            long leastRows,
            int leastNights,
            Map<String, LocalDate> since) {

        static final Volume DEFAULT = new Volume(Severity.MUST, 8, 0.5, 2, 4, 0.05, 10, 4, Map.of());

        /** Whether a table is compared with what it was on a day. */
        public boolean looksBackTo(LocalDate day, String table) {
            return !day.isBefore(since.getOrDefault(table, LocalDate.MIN));
        }
    }

    /** How old the newest row of a landing table may be. */
    public record Freshness(Severity severity, List<Fresh> tables) {}

    /**
     * A table that something happens in.
     *
     * @param datedBy the column of the day, or of the moment (UTC), on which it happened
     * @param warnAfterDays how many days before the business date the newest may lie without a warning
     * @param errorAfterDays how many it may lie before the night is stopped
     */
    public record Fresh(RelationName table, Column datedBy, int warnAfterDays, int errorAfterDays) {}

    /**
     * By how much totals of marts may move from night to night.
     *
     * @param share of what a total was in the night before
     */
    public record Drift(Severity severity, double share, List<Total> totals) {}

    /**
     * A total that is watched, once for each value of some columns.
     *
     * @param column whose sum it is; empty for the number of rows
     * @param atLeast smaller moves are not told, whatever their share
     */
    public record Total(RelationName mart, Optional<String> column, List<String> per, double atLeast) {

        /** {@code revenue_amount_12m per level}: what it is called beside its mart. */
        public String name() {
            return column.orElse("rows")
                    + (per.isEmpty() ? "" : per.stream().collect(Collectors.joining(", ", " per ", "")));
        }
    }
}
