package io.clientele.generate;

/** The currencies of documents; the company's own is the euro. */
enum Money {
    EUR(1.0, 0),
    USD(1.085, 0.018),
    CHF(0.965, 0.009);

    private final double start;
    private final double monthly;

    Money(double start, double monthly) {
        this.start = start;
        this.monthly = monthly;
    }

    /** Units per euro when the history begins. */
    double start() {
        return start;
    }

    /** Standard deviation of a month's change, as a fraction. */
    double monthly() {
        return monthly;
    }
}
