package io.clientele.extract;

import io.clientele.extract.Extracted.SourceTotal;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.extract.jdbc.SourceTable.Total;
import io.clientele.model.ControlTotals;
import io.clientele.model.SqlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the rows of a table as they were landed against what its source says that there are. */
final class SourceTotals {

    private static final String SUMMED = "DECIMAL(38," + SourceTable.DECIMALS + ")";
    private static final int LAST_MONTH_OF_A_CALENDAR = 999_912;

    private final ControlTotals asked;
    private final TakeInEngine engine;

    /** @param asked what the source can say */
    SourceTotals(ControlTotals asked, TakeInEngine engine) {
        this.asked = asked;
        this.engine = engine;
    }

    /** A currency and a month. */
    private record Group(
            @Nullable String currency, @Nullable Integer month) implements Comparable<Group> {

        private static final Comparator<Group> ORDER = Comparator.comparing(
                        Group::currency, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
                .thenComparing(Group::month, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()));

        /** Databases differ in whether they tell EUR from eur. */
        Group {
            currency = currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
        }

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }

    /** Rows and amounts of a group; an amount is null where it is no number. */
    private record Sums(long count, List<@Nullable BigDecimal> amounts) {

        Sums plus(Sums other) {
            List<@Nullable BigDecimal> sums = new ArrayList<>();
            for (int i = 0; i < amounts.size(); i++) {
                BigDecimal one = amounts.get(i);
                BigDecimal two = other.amounts.get(i);
                sums.add(one == null || two == null ? null : one.add(two));
            }
            return new Sums(count + other.count, sums);
        }
    }

    /** Every figure of both, asked of the source in the state that was read. */
    List<SourceTotal> compare(SourceTable table, Chain chain) {
        boolean hasMisfits = hasMisfits(chain);
        return compare(table.totals(asked, hasMisfits), landed(chain, hasMisfits));
    }

    private boolean hasMisfits(Chain chain) {
        return number(engine.rows("SELECT count(_misfits) FROM (" + chain.rows() + ")")
                        .get(0)
                        .get(0))
                > 0;
    }

    private List<SourceTotal> compare(List<Total> ofSource, Map<Group, Sums> landed) {
        Map<Group, Sums> source = new TreeMap<>();
        for (Total total : ofSource) {
            source.merge(
                    new Group(total.currency(), sane(total.month())),
                    new Sums(total.count(), total.amounts()),
                    Sums::plus);
        }
        List<SourceTotal> figures = new ArrayList<>();
        Map<Group, Sums> all = new TreeMap<>(landed);
        all.putAll(source);
        for (Group group : all.keySet()) {
            figures.addAll(figures(group, source.get(group), landed.get(group)));
        }
        return figures;
    }

    private List<SourceTotal> figures(Group group, @Nullable Sums source, @Nullable Sums landed) {
        List<SourceTotal> figures = new ArrayList<>();
        figures.add(new SourceTotal(null, group.currency(), group.month(), count(source), count(landed)));
        List<String> amounts = asked.amounts();
        for (int i = 0; i < amounts.size(); i++) {
            BigDecimal ofSource =
                    source == null ? BigDecimal.ZERO : source.amounts().get(i);
            BigDecimal ofLanding =
                    landed == null ? BigDecimal.ZERO : landed.amounts().get(i);
            figures.add(new SourceTotal(amounts.get(i), group.currency(), group.month(), ofSource, ofLanding));
        }
        return figures;
    }

    private static BigDecimal count(@Nullable Sums sums) {
        return BigDecimal.valueOf(sums == null ? 0 : sums.count());
    }

    private Map<Group, Sums> landed(Chain chain, boolean hasMisfits) {
        String currency = asked.currency().map(SqlText::name).orElse("CAST(NULL AS VARCHAR)");
        String month = asked.month().map(column -> month(column, hasMisfits)).orElse("CAST(NULL AS BIGINT)");
        String sums = asked.amounts().stream()
                .map(amount -> ", CAST(coalesce(sum(" + amount(amount, hasMisfits) + "), 0) AS VARCHAR)")
                .collect(Collectors.joining());
        Map<Group, Sums> landed = new TreeMap<>();
        for (List<@Nullable Object> row : engine.rows("SELECT " + currency + " AS currency, " + month
                + " AS month, count(*)" + sums + " FROM (" + chain.rows() + ") GROUP BY 1, 2")) {
            List<@Nullable BigDecimal> amounts = new ArrayList<>();
            for (int i = 3; i < row.size(); i++) {
                Object sum = row.get(i);
                amounts.add(sum == null ? null : new BigDecimal(sum.toString()));
            }
            Object of = row.get(1);
            landed.merge(
                    new Group((String) row.get(0), of == null ? null : sane((int) number(of))),
                    new Sums(number(row.get(2)), amounts),
                    Sums::plus);
        }
        return landed;
    }

    /** A date that fits no date column still has the month that its text begins with. */
    private static String month(String column, boolean hasMisfits) {
        String name = SqlText.name(column);
        String month = "year(" + name + ") * 100 + month(" + name + ")";
        String text = misfit(column);
        return hasMisfits
                ? "coalesce(" + month + ", CASE WHEN regexp_matches(" + text
                        + ", '^\\d{4}-\\d{2}-\\d{2}([ T][0-9:.]+)?$') THEN CAST(substr(" + text
                        + ", 1, 4) AS BIGINT) * 100 + CAST(substr(" + text + ", 6, 2) AS BIGINT) END)"
                : month;
    }

    private static String amount(String column, boolean hasMisfits) {
        String name = SqlText.name(column);
        return hasMisfits
                ? "coalesce(CAST(" + name + " AS " + SUMMED + "), TRY_CAST(" + misfit(column) + " AS " + SUMMED + "))"
                : name;
    }

    private static String misfit(String column) {
        return "json_extract_string(_misfits, " + SqlText.text("$.\"" + column + "\"") + ")";
    }

    private static @Nullable Integer sane(@Nullable Integer month) {
        return month == null || month < 0 || month > LAST_MONTH_OF_A_CALENDAR ? null : month;
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }
}
