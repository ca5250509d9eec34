package io.clientele.publish;

import io.clientele.model.Column;
import io.clientele.publish.MartFile.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts, sums and ranges of one column, and what in it no reader could use. */
final class ColumnTally {

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    private final Column column;
    private long nonNullCount;
    private BigDecimal sum;
    private @Nullable DateRange range;
    private final Offence missing = new Offence();
    private final Offence notFinite = new Offence();
    private final Offence endless = new Offence();

    ColumnTally(Column column) {
        this.column = column;
        this.sum = BigDecimal.ZERO.setScale(column.type().scale());
    }

    void add(@Nullable Object value, List<@Nullable Object> key) {
        if (value == null) {
            missing.addIf(!column.nullable(), key);
            return;
        }
        nonNullCount++;
        switch (column.type().kind()) {
            case INTEGER -> sum = sum.add(BigDecimal.valueOf((Integer) value));
            case BIGINT -> sum = sum.add(BigDecimal.valueOf((Long) value));
            case DECIMAL -> sum = sum.add((BigDecimal) value);
            case DOUBLE -> notFinite.addIf(!Double.isFinite((Double) value), key);
            case DATE -> addDay((LocalDate) value, key);
            case TIMESTAMP -> endless.addIf(isEndless(((LocalDateTime) value).toLocalDate()), key);
            case BOOLEAN, VARCHAR -> {
                return;
            }
        }
    }

    private void addDay(LocalDate day, List<@Nullable Object> key) {
        endless.addIf(isEndless(day), key);
        range = range == null ? new DateRange(day, day) : range.including(day);
    }

    private static boolean isEndless(LocalDate day) {
        return day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY);
    }

    Column column() {
        return column;
    }

    long nonNullCount() {
        return nonNullCount;
    }

    /** Empty where the type has no exact sum. */
    Optional<BigDecimal> sum() {
        return switch (column.type().kind()) {
            case INTEGER, BIGINT, DECIMAL -> Optional.of(sum);
            case BOOLEAN, DOUBLE, VARCHAR, DATE, TIMESTAMP -> Optional.empty();
        };
    }

    Optional<DateRange> range() {
        return Optional.ofNullable(range);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        missing.describe(problems, "null, but the contract says never null");
        notFinite.describe(problems, "NaN or infinite; what cannot be known is null");
        endless.describe(
                problems, "outside " + FIRST_DAY + " to " + LAST_DAY + " (an infinity?); what has no end is null");
        return problems;
    }

    List<String> problemsAgainst(MartFigures engine) {
        List<String> problems = new ArrayList<>();
        Long engineCount = engine.nonNullCounts().get(column.name());
        if (engineCount == null || engineCount != nonNullCount) {
            problems.add(differing("values that are not null", engineCount, nonNullCount));
        }
        sum().ifPresent(found -> {
            BigDecimal engineSum = engine.sums().get(column.name());
            if (engineSum == null || engineSum.compareTo(found) != 0) {
                problems.add(differing(
                        "the sum", engineSum == null ? null : engineSum.toPlainString(), found.toPlainString()));
            }
        });
        return problems;
    }

    private String differing(String what, @Nullable Object engine, Object file) {
        return column.name() + ": " + what + " in the engine " + (engine == null ? "unknown" : engine)
                + ", in the file " + file;
    }

    /** Values that offend in one way: how many, and the key of the first. */
    private final class Offence {
        private long count;
        private String first = "";

        void addIf(boolean offends, List<@Nullable Object> key) {
            if (offends && count++ == 0) {
                first = KeyOrder.text(key);
            }
        }

        void describe(List<String> problems, String what) {
            if (count > 0) {
                problems.add(column.name() + ": " + Counted.of(count, "value") + " " + what + "; first at " + first);
            }
        }
    }
}
