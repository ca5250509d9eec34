package io.clientele.estimate.purchase;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The way to the maximum of a likelihood that tells its first derivatives: {@link QuasiNewton} from afar, {@link Newton} at the end.
 * A likelihood that tells its second derivatives too, as the spending model's, needs neither a guessed nor a differenced curvature and
 * climbs by {@code NewtonAscent}.
 */
final class Ascent {

    private Ascent() {}

    /** The maximum near one of a similar likelihood, of the same customers. */
    static Optimum near(Optimum similar, Likelihood likelihood, double customers) {
        RealMatrix inverse = new Array2DRowRealMatrix(similar.covariance(), false).scalarMultiply(customers);
        Optimum found = climb(likelihood, customers, similar.logs(), inverse);
        return found.after(similar.evaluations() + found.evaluations());
    }

    /**
     * The best of the maxima that the starts lead to; the first of equals.
     *
     * @param customers how many customers the likelihood adds up, which makes tolerances comparable
     * @param starts parameters, not their logarithms
     */
    static Optimum of(Likelihood likelihood, double customers, double[]... starts) {
        Optimum best = null;
        int evaluations = 0;
        for (double[] start : starts) {
            double[] logs = Arrays.stream(start).map(Math::log).toArray();
            Optimum found = climb(likelihood, customers, logs, MatrixUtils.createRealIdentityMatrix(logs.length));
            evaluations += found.evaluations();
            if (best == null || found.logLikelihood() > best.logLikelihood() + 1e-9 * Math.abs(best.logLikelihood())) {
                best = found;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("Cannot maximise a likelihood: no start is given");
        }
        return best.after(evaluations);
    }

    /** @param inverse a guess of the inverse Hessian of the mean log-likelihood, with the sign of a maximum */
    private static Optimum climb(Likelihood likelihood, double customers, double[] logs, RealMatrix inverse) {
        Slope slope = new Slope(likelihood);
        Place near = new QuasiNewton(slope, customers).from(slope.at(logs), inverse);
        Newton.Summit summit = new Newton(slope, customers).from(near);
        Place top = summit.place();
        return new Optimum(
                top.logs().toArray(),
                top.value(),
                top.norm(),
                slope.evaluations(),
                summit.information().getData());
    }
}
