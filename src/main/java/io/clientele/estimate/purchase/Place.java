package io.clientele.estimate.purchase;

import org.hipparchus.linear.RealVector;

/**
 * Where an ascent stands. Log parameters stay within bounds; what a bound holds back leads nowhere and does not count as a slope.
 *
 * @param gradient the derivatives of the log-likelihood by the log parameters
 */
record Place(RealVector logs, double value, RealVector gradient) {

    /** Beyond exp(±15) a parameter changes nothing any more. */
    static final double BOUND = 15;

    /** The last steps towards a bound get ever shorter. */
    private static final double WITHIN = 1e-6;

    /** At a bound the likelihood is so flat that rounding decides where it rises. */
    private static final double ROUNDING_OF_SLOPES = 1e-9;

    private static final double LONGEST_STEP = 2;

    /** The largest slope, leaving out those that lead over a bound. */
    double norm() {
        return free().getLInfNorm();
    }

    /** The gradient without the slopes that lead over a bound. */
    RealVector free() {
        RealVector free = gradient.copy();
        for (int i = 0; i < free.getDimension(); i++) {
            if (isHeld(i)) {
                free.setEntry(i, 0);
            }
        }
        return free;
    }

    boolean isAnyHeld() {
        for (int i = 0; i < logs.getDimension(); i++) {
            if (isHeld(i)) {
                return true;
            }
        }
        return false;
    }

    boolean isHeld(int i) {
        double at = logs.getEntry(i);
        double slope = gradient.getEntry(i);
        double rounding = ROUNDING_OF_SLOPES * Math.max(1, Math.abs(value));
        return isUpAgainstBound(at) && slope > -rounding || isUpAgainstBound(-at) && slope < rounding;
    }

    static boolean isUpAgainstBound(double log) {
        return log >= BOUND - WITHIN;
    }

    /** How much of a direction may be gone at once. */
    static double lengthOf(RealVector direction) {
        double longest = direction.getLInfNorm();
        return longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    }

    /** The log parameters after a step, not over a bound. */
    double[] after(RealVector direction, double length) {
        double[] stepped = logs.toArray();
        for (int i = 0; i < stepped.length; i++) {
            stepped[i] = Math.max(-BOUND, Math.min(BOUND, stepped[i] + length * direction.getEntry(i)));
        }
        return stepped;
    }
}
