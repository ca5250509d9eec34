package io.clientele.estimate.purchase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model fitted to all customers of a level.
 *
 * @param parameters those of the model, by its own order; {@code NaN} where they are not identified
 * @param covariance of the log parameters; {@code NaN} where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record PurchaseFit(
        PurchaseModel model,
        Status status,
        double[] parameters,
        double[][] covariance,
        long customerCount,
        long repeatCount,
        double logLikelihood,
        double gradientNorm,
        long evaluations) {

    enum Status {
        FITTED,
        /** Customers differ no more than chance would make them: all buy at one rate, r / alpha, or drop out with one chance, a / (a + b). */
        NO_BETWEEN_VARIANCE,
        /** That customers drop out at all cannot be told from the records: the NBD says as much with less. */
        DROPOUT_NOT_IDENTIFIED,
        ONE_CUSTOMER,
        /** Nobody has bought twice, or everybody bought for the first time today. */
        NO_REPEATS,
        /** The Pareto/NBD is not fitted to so many different histories: it only checks the others. */
        TOO_MANY_CELLS,
        /** The likelihood rises until the search's bound: a parameter is not determined, nor is what depends on it. */
        AT_BOUND,
        /** The search ended where the likelihood still rises. */
        NOT_CONVERGED
    }

    private static final double LEAST_DROPOUT = 1e-3;

    /** Half a chi-square distribution with one degree of freedom leaves 5 % beyond it. */
    private static final double LEAST_GAIN = 2.71;

    private static final int MOST_FOR_ALL_STARTS = 20_000;

    /** The Pareto/NBD only checks the others; beyond this it would take longer than all of them together. */
    private static final int MOST_FOR_A_CHECK = 2_000;

    /** The place of b, or of beta: the pace against which dropping out is measured. */
    private static final int LAST = 3;

    /** From here on rates differ by less than 1 / sqrt(r) = 3 % of their mean. */
    private static final double MOST_R = 1_000;

    /** All models, in the order of {@link PurchaseModel}. */
    static List<PurchaseFit> all(PurchaseCells cells) {
        return of(EnumSet.allOf(PurchaseModel.class), cells);
    }

    /** Some models, in the order of {@link PurchaseModel}. */
    static List<PurchaseFit> of(Set<PurchaseModel> models, PurchaseCells cells) {
        if (cells.customerCount() < 2 || cells.repeatCount() == 0) {
            Status status = cells.customerCount() < 2 ? Status.ONE_CUSTOMER : Status.NO_REPEATS;
            return models.stream()
                    .map(model -> unidentified(model, status, cells, null))
                    .toList();
        }
        Optimum nbd = maximum(PurchaseModel.NBD, cells);
        List<PurchaseFit> fits = new ArrayList<>();
        for (PurchaseModel model : models) {
            fits.add(
                    switch (model) {
                        case NBD -> judged(model, nbd, cells);
                        case PARETO_NBD -> check(nbd, cells);
                        case BG_NBD, MBG_NBD -> judgedBeside(nbd, model, maximum(model, cells), cells);
                    });
        }
        return fits;
    }

    private static PurchaseFit check(Optimum nbd, PurchaseCells cells) {
        PurchaseModel model = PurchaseModel.PARETO_NBD;
        return cells.size() > MOST_FOR_A_CHECK
                ? unidentified(model, Status.TOO_MANY_CELLS, cells, null)
                : judgedBeside(nbd, model, maximum(model, cells), cells);
    }

    /** Where there are many cells, the starts compete on weeks, and the last steps go by days. */
    static Optimum maximum(PurchaseModel model, PurchaseCells cells) {
        double customers = cells.customerCount();
        if (cells.size() <= MOST_FOR_ALL_STARTS) {
            return Ascent.of(model.likelihood(cells), customers, model.starts());
        }
        Optimum rough = Ascent.of(model.likelihood(cells.inWeeks()), customers, model.starts());
        return Ascent.near(rough, model.likelihood(cells), customers);
    }

    private static PurchaseFit judgedBeside(Optimum nbd, PurchaseModel model, Optimum found, PurchaseCells cells) {
        boolean isAlmostNobodyLost = model != PurchaseModel.PARETO_NBD
                && found.parameter(2) / (found.parameter(2) + found.parameter(3)) < LEAST_DROPOUT;
        return isAlmostNobodyLost || 2 * (found.logLikelihood() - nbd.logLikelihood()) < LEAST_GAIN
                ? unidentified(model, Status.DROPOUT_NOT_IDENTIFIED, cells, found)
                : judged(model, found, cells);
    }

    private static PurchaseFit judged(PurchaseModel model, Optimum found, PurchaseCells cells) {
        if (isAtBound(found)) {
            return unidentified(model, Status.AT_BOUND, cells, found);
        }
        if (!found.isProven()) {
            return unidentified(model, Status.NOT_CONVERGED, cells, found);
        }
        int n = found.logs().length;
        double[] parameters = new double[n];
        Arrays.setAll(parameters, found::parameter);
        return new PurchaseFit(
                model,
                isAlike(found) ? Status.NO_BETWEEN_VARIANCE : Status.FITTED,
                parameters,
                found.covariance(),
                cells.customerCount(),
                cells.repeatCount(),
                found.logLikelihood(),
                found.gradientNorm(),
                found.evaluations());
    }

    /** Where all customers are alike, two parameters grow without bounds together, and their quotient is what counts. */
    private static boolean isAlike(Optimum found) {
        return found.parameter(0) >= MOST_R || hasOneDropout(found);
    }

    private static boolean hasOneDropout(Optimum found) {
        return found.logs().length > LAST && Place.isUpAgainstBound(found.logs()[LAST]);
    }

    private static boolean isAtBound(Optimum found) {
        int first = found.parameter(0) < MOST_R ? 0 : 2;
        int end = hasOneDropout(found) ? LAST : found.logs().length;
        return Arrays.stream(found.logs(), first, end)
                .anyMatch(log -> Place.isUpAgainstBound(log) || Place.isUpAgainstBound(-log));
    }

    private static PurchaseFit unidentified(
            PurchaseModel model, Status status, PurchaseCells cells, @Nullable Optimum found) {
        int n = model.parameters().size();
        double[] unknown = new double[n];
        Arrays.fill(unknown, Double.NaN);
        double[][] unknowns = new double[n][n];
        Arrays.fill(unknowns, unknown);
        return new PurchaseFit(
                model,
                status,
                unknown,
                unknowns,
                cells.customerCount(),
                cells.repeatCount(),
                found == null ? Double.NaN : found.logLikelihood(),
                found == null ? Double.NaN : found.gradientNorm(),
                found == null ? 0 : found.evaluations());
    }
}
