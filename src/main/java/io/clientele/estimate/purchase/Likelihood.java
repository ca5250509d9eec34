package io.clientele.estimate.purchase;

/** The log-likelihood of a model for given customers, as a function of the logarithms of its parameters. */
interface Likelihood {

    int parameterCount();

    /** The slope, as a share of the log-likelihood, that cannot be told from none. */
    default double roundingOfSlopes() {
        return 1e-12;
    }

    /** The log-likelihood; its derivatives by the log parameters are written into {@code gradient}. */
    double at(double[] logs, double[] gradient);
}
