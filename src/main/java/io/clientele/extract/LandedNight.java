package io.clientele.extract;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A night as its folder in the landing zone is named: 2026-11-20-r0. */
record LandedNight(LocalDate businessDate, long revision) implements Comparable<LandedNight> {

    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-r(\\d+)");
    private static final Comparator<LandedNight> ORDER =
            Comparator.comparing(LandedNight::businessDate).thenComparing(LandedNight::revision);

    /** The night of a name; empty for what is no night. */
    static Optional<LandedNight> of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new LandedNight(LocalDate.parse(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(LandedNight other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return businessDate + "-r" + revision;
    }
}
