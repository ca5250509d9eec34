package io.clientele.estimate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/** Fits a Gamma-Gamma model to simulated customers, each a row of its own, a few times over: {@code Spenders CUSTOMERS ROUNDS}. */
public final class Spenders {

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final int P = 6;
    private static final double Q = 4;
    private static final double GAMMA = 15;

    private Spenders() {}

    public static void main(String[] arguments) {
        int customers = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Table cells = SimulatedSpend.of(customers, P, Q, GAMMA, 20261120);
        for (int round = 1; round <= rounds; round++) {
            long start = System.nanoTime();
            long processor = PROCESSOR.getCurrentThreadCpuTime();
            Table fit = new GammaGamma().estimate(cells);
            report(round, fit, System.nanoTime() - start, PROCESSOR.getCurrentThreadCpuTime() - processor);
        }
        System.out.printf(Locale.ROOT, "truth: p %d q %.0f gamma %.0f%n", P, Q, GAMMA);
    }

    private static void report(int round, Table fit, long nanos, long processor) {
        System.out.printf(
                Locale.ROOT,
                "round %d: %.2f s, %.2f s of the processor, %d customers, %d evaluations, gradient %.1e, p %.4f q %.4f gamma %.4f%n",
                round,
                nanos / 1e9,
                processor / 1e9,
                fit.counts("customer_count")[0],
                fit.counts("evaluations")[0],
                fit.numbers("gradient_norm")[0],
                fit.numbers("p")[0],
                fit.numbers("q")[0],
                fit.numbers("gamma")[0]);
    }
}
