package io.clientele.extract.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Exact numbers: texts that are plainly numbers, and unscaled values that fit a long. */
final class Decimals {
    /** The most decimal digits of which a long holds any. */
    static final int LONG_DIGITS = 18;

    private static final int LONGEST_TEXT = 200;
    private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final long[] POWERS = new long[LONG_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Decimals() {}

    /** Ten to the power of 0 to 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** Empty for a text that is not plainly a number. */
    static Optional<BigDecimal> parse(String text) {
        return text.length() <= LONGEST_TEXT && PLAIN.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** The same value with this many decimals; empty when it has more of them or more than {@code digits} digits in all. */
    static Optional<BigDecimal> fitted(BigDecimal value, int digits, int scale) {
        if (value.signum() == 0) {
            return Optional.of(BigDecimal.ZERO.setScale(scale));
        }
        BigDecimal shortest = value.stripTrailingZeros();
        boolean fits = shortest.scale() <= scale && (long) shortest.precision() - shortest.scale() <= digits - scale;
        return fits ? Optional.of(shortest.setScale(scale, RoundingMode.UNNECESSARY)) : Optional.empty();
    }
}
