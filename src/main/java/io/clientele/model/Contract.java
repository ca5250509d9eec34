package io.clientele.model;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a landing table must deliver, or what a model promises to those who read it.
 *
 * @param grain the unique key
 * @param isOptional landing only: the night runs without it
 * @param quarantineLimitShare landing only: the share of delivered rows that may be quarantined, 0 to 1
 * @param references landing only: column to the landing table in which it must be found
 * @param controlTotals landing only: what is summed on the way in
 * @param converted landing only: what has to be known to convert the amounts of a row
 * @param estimator the Java arithmetic, where SQL does not do it
 * @param covers a relation none of whose customers may be missing here
 * @param role models only: what it is to the explanation of a nightly difference
 * @param belonging landing only: whose its rows are
 * @param isRestricted marts only: who may read marts may not read this one
 */
public record Contract(
        RelationName relation,
        Path file,
        String question,
        @Nullable String caveat,
        List<String> grain,
        List<Column> columns,
        List<Check> checks,
        boolean isOptional,
        BigDecimal quarantineLimitShare,
        Map<String, String> references,
        ControlTotals controlTotals,
        Optional<Conversion> converted,
        Optional<Arithmetic> estimator,
        Optional<RelationName> covers,
        Optional<Role> role,
        Belonging belonging,
        boolean isRestricted) {

    /** The share of a delivery that may be quarantined where its contract says nothing else. */
    public static final BigDecimal DEFAULT_QUARANTINE_LIMIT_SHARE = new BigDecimal("0.01");

    /**
     * Arithmetic in Java.
     *
     * @param name of the estimator or scorer
     * @param parameters the small relation by which a scorer scores the rows of the query
     */
    public record Arithmetic(String name, Optional<RelationName> parameters) {}

    /**
     * By which columns a row finds its rate.
     *
     * @param currency the currency's column
     * @param on the column of the day whose rate is asked for
     * @param unless a column that makes the rate unnecessary where it is filled
     */
    public record Conversion(String currency, String on, Optional<String> unless) {

        /** Gives the rate of every currency on every day; taken in before it is whatever it reads. */
        public static final RelationName RATES = new RelationName("staged", "exchange_rates");
    }

    /** The same contract where no row needs a rate. */
    public Contract withoutConversion() {
        return new Contract(
                relation,
                file,
                question,
                caveat,
                grain,
                columns,
                checks,
                isOptional,
                quarantineLimitShare,
                references,
                controlTotals,
                Optional.empty(),
                estimator,
                covers,
                role,
                belonging,
                isRestricted);
    }

    /** Whether the contract gives the relation this part in explaining a nightly difference. */
    public boolean is(Role.Kind kind) {
        return role.filter(given -> given.kind() == kind).isPresent();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
