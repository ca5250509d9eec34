package io.clientele.nightly.past;

import io.clientele.model.NightGates.Volume;
import io.clientele.model.RelationName;
import io.clientele.model.Stage;
import io.clientele.nightly.past.Figures.Delivered;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds the rows that a source delivered for a table against those of the same weekday before. A landing table is the whole table,
 * also where a night reads what changed, so it is whole tables that are compared.
 */
final class VolumeGate {

    private final Volume rules;
    private final LocalDate tonight;

    VolumeGate(Volume rules, LocalDate tonight) {
        this.rules = rules;
        this.tonight = tonight;
    }

    Finding judge(Delivered delivered, List<Figures> past) {
        List<Figures> known = past.stream()
                .filter(night -> rules.looksBackTo(night.businessDate(), delivered.table()))
                .filter(night ->
                        night.rows(delivered.table(), delivered.source()).isPresent())
                .toList();
        return emptied(delivered, known).orElseGet(() -> beside(delivered, spread(delivered, known)));
    }

    private Spread spread(Delivered delivered, List<Figures> known) {
        LocalDate first = tonight.minusWeeks(rules.weeks());
        return Spread.of(known.stream()
                .filter(night -> night.businessDate().getDayOfWeek() == tonight.getDayOfWeek())
                .filter(night -> !night.businessDate().isBefore(first))
                .flatMap(night -> night.rows(delivered.table(), delivered.source()).stream())
                .toList());
    }

    /** A table that had rows and has none is not there, whatever is known of its weekdays. */
    private Optional<Finding> emptied(Delivered delivered, List<Figures> known) {
        if (delivered.rows() > 0) {
            return Optional.empty();
        }
        return known.stream()
                .max(Comparator.comparing(Figures::businessDate))
                .filter(last -> last.rows(delivered.table(), delivered.source()).orElse(0L) > 0)
                .map(last -> stop(
                        delivered,
                        "0 rows of " + delivered.source() + ", where "
                                + number(last.rows(delivered.table(), delivered.source())
                                        .orElseThrow())
                                + " were on " + last.businessDate()));
    }

    private Finding beside(Delivered delivered, Spread spread) {
        double off = Math.abs(delivered.rows() - spread.median());
        double low = rules.lowShare() * spread.median();
        double high = rules.highShare() * spread.median();
        boolean isFarOff = spread.median() > 0 && (delivered.rows() < low || delivered.rows() > high);
        String found =
                number(delivered.rows()) + " rows of " + delivered.source() + ", expected " + number(spread.median());
        String of = " the median of " + spread.count() + " " + weekdays(spread.count()) + " before";
        if (isFarOff && off >= rules.leastRows() && spread.count() >= rules.leastNights()) {
            return stop(delivered, found + " (" + number(low) + " to " + number(high) + ")," + of);
        }
        if (isFarOff && spread.count() < rules.leastNights()) {
            return warn(
                    delivered,
                    found + " (" + number(low) + " to " + number(high) + ")," + of + "; fewer than "
                            + rules.leastNights() + " only warn");
        }
        double band = Math.max(rules.deviations() * spread.deviation(), rules.steadyShare() * spread.median());
        if (spread.count() >= rules.leastNights() && off > band) {
            return warn(
                    delivered,
                    found + " (" + number(spread.median() - band) + " to " + number(spread.median() + band) + "),"
                            + of);
        }
        return Finding.pass(gate(delivered), relation(delivered), rules.severity(), promise(delivered));
    }

    private String promise(Delivered delivered) {
        return delivered.source() + " delivers about as many rows as on the same weekday of " + rules.weeks()
                + " weeks before";
    }

    private Finding stop(Delivered delivered, String because) {
        return Finding.stop(gate(delivered), relation(delivered), rules.severity(), because);
    }

    private Finding warn(Delivered delivered, String because) {
        return Finding.warn(gate(delivered), relation(delivered), rules.severity(), because);
    }

    private static String gate(Delivered delivered) {
        return "volume of " + delivered.source();
    }

    private static RelationName relation(Delivered delivered) {
        return new RelationName(Stage.LANDING.schema(), delivered.table());
    }

    private String weekdays(int count) {
        DayOfWeek day = tonight.getDayOfWeek();
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + (count == 1 ? "" : "s");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
    }
}
