package io.clientele.generate;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance from a seed and a path (purpose, customer, …): the same path gives the same numbers, whatever was drawn elsewhere.
 * All arithmetic is strict, so the same on every machine.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom source;

    Dice(long seed, Purpose purpose, long... path) {
        long state = mix(seed + GOLDEN * (purpose.ordinal() + 1));
        for (long step : path) {
            state = mix(state ^ (step + 1) * GOLDEN);
        }
        source = new SplittableRandom(state);
    }

    enum Purpose {
        PRODUCT,
        PROMOTION,
        RATE,
        STAFF,
        PROFILE,
        REFERRER,
        RHYTHM,
        ORDERS,
        BILLING,
        AFTERSALES,
        FUNNEL,
        CONTACTS,
        ACTIVITIES,
        SURVEYS,
        SPEND
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** From 0, inclusive, to 1, exclusive. */
    double uniform() {
        return (source.nextLong() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Both ends inclusive. */
    int between(int low, int high) {
        return low + (int) (uniform() * (high - low + 1L));
    }

    int below(int bound) {
        return between(0, bound - 1);
    }

    double between(double low, double high) {
        return low + uniform() * (high - low);
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** An index, with probabilities in proportion to the weights. */
    int weighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** Standard normal (Box and Muller 1958). */
    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** Lognormal with median 1. */
    double factor(double sigma) {
        return StrictMath.exp(sigma * gaussian());
    }

    /** Sum of {@code shape} exponentials, each with mean 1 / {@code stages}. */
    double erlang(int shape, int stages) {
        double product = 1;
        for (int i = 0; i < shape; i++) {
            product *= 1 - uniform();
        }
        return -StrictMath.log(product) / stages;
    }
}
