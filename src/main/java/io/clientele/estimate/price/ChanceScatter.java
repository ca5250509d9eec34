package io.clientele.estimate.price;

import java.util.Arrays;
import org.hipparchus.special.Gamma;
import org.hipparchus.util.FastMath;

/**
 * What chance alone makes of the logarithms of customers' variances, by their degrees of freedom (Smyth 2004). A descent changes the variances
 * but not these.
 *
 * @param customers with degrees of freedom enough
 * @param freedoms theirs
 * @param biases how far the mean logarithm of their variance lies from that of the true one: {@code digamma(f/2) - log(f/2)}
 * @param variance mean variance of these logarithms: {@code trigamma(f/2)}
 */
@SuppressWarnings("ArrayRecordComponent")
record ChanceScatter(int[] customers, double[] freedoms, double[] biases, double variance) {

    /** Of fewer degrees of freedom the logarithm of a variance is little more than noise with a long tail. */
    private static final int LEAST_FREEDOM = 3;

    static ChanceScatter of(SlopeStatistics statistics) {
        int[] customers = Arrays.stream(statistics.estimable())
                .filter(customer -> statistics.degreesOfFreedom(customer) >= LEAST_FREEDOM)
                .toArray();
        double[] freedoms = Arrays.stream(customers)
                .mapToDouble(statistics::degreesOfFreedom)
                .toArray();
        double[] biases = Arrays.stream(freedoms)
                .map(freedom -> Gamma.digamma(freedom / 2) - FastMath.log(freedom / 2))
                .toArray();
        double variance = Arrays.stream(freedoms)
                .map(freedom -> Gamma.trigamma(freedom / 2))
                .average()
                .orElse(Double.NaN);
        return new ChanceScatter(customers, freedoms, biases, variance);
    }
}
