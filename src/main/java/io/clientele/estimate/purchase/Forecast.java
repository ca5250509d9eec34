package io.clientele.estimate.purchase;

/** What a model with known parameters says about a customer; times in weeks. */
interface Forecast {

    /** The chance that the customer has not dropped out; {@code NaN} where a model does not know dropping out. */
    double aliveProbability(int repeats, double recency, double age);

    /** Writes the derivatives of the logarithm of {@link #aliveProbability} by the log parameters; zeros where it is not known. */
    void aliveSlopes(int repeats, double recency, double age, double[] slopes);

    /** Purchases expected within {@code t} of a customer who has not dropped out. */
    double purchasesIfAlive(int repeats, double age, double t);

    /** The scale of the purchase rates, in weeks: {@link #purchasesIfAlive} depends on it and on time by {@code t / (scale + age)} alone. */
    double scale();

    /** The chance of at least one purchase within {@code t} of a customer who has not dropped out. */
    double purchaseProbabilityIfAlive(int repeats, double age, double t);
}
