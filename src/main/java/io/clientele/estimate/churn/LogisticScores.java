package io.clientele.estimate.churn;

import io.clientele.estimate.Column;
import io.clientele.estimate.Scorer;
import io.clientele.estimate.StandardScores;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.util.FastMath;

/**
 * How likely an account is to fall silent, by the coefficients of {@link Logistic}; its 90 % interval by the delta method, on the log odds.
 * The interval is that of the coefficients; how certain the shift of the intercept is, is not known.
 *
 * <p>Reads the parameters as {@link Logistic} writes them; then accounts: {@code fit_number} and the signals under their names. Writes their
 * texts, {@code fit_number}, {@code churn_probability}, {@code churn_probability_low} and {@code churn_probability_high}, {@code NaN}
 * where nothing was fitted.
 */
public final class LogisticScores implements Scorer {

    @Override
    public String name() {
        return "logistic-scores";
    }

    @Override
    public Scores by(Table parameters) {
        Map<Long, Coefficients> fits = new HashMap<>();
        long[] numbers = parameters.counts("fit_number");
        for (int row = 0; row < parameters.rowCount(); row++) {
            fits.computeIfAbsent(numbers[row], unseen -> new Coefficients()).add(parameters, row);
        }
        return rows -> scores(fits, rows);
    }

    private static Table scores(Map<Long, Coefficients> fits, Table rows) {
        long[] numbers = rows.counts("fit_number");
        double[] chances = new double[rows.rowCount()];
        double[] lows = new double[rows.rowCount()];
        double[] highs = new double[rows.rowCount()];
        Map<Long, double[][]> signals = new HashMap<>();
        for (int row = 0; row < rows.rowCount(); row++) {
            Coefficients fit = fits.get(numbers[row]);
            if (fit == null) {
                throw new IllegalArgumentException("Cannot score by " + numbers[row] + ": it has no parameters");
            }
            double[] place = fit.standardised(signals.computeIfAbsent(numbers[row], unseen -> fit.columns(rows)), row);
            double logOdds = fit.logOdds(place);
            double width = StandardScores.Z_90 * fit.error(place);
            chances[row] = LogisticFit.probability(logOdds);
            lows[row] = LogisticFit.probability(logOdds - width);
            highs[row] = LogisticFit.probability(logOdds + width);
        }
        List<Column> columns = new ArrayList<>(rows.texts());
        columns.add(new Column.Counts("fit_number", numbers));
        columns.add(new Column.Numbers("churn_probability", chances));
        columns.add(new Column.Numbers("churn_probability_low", lows));
        columns.add(new Column.Numbers("churn_probability_high", highs));
        return new Table(columns);
    }

    /** The parameters of one fit, as they are read. */
    private static final class Coefficients {

        private final List<String> signals = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<Double> means = new ArrayList<>();
        private final List<Double> deviations = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private final List<double[]> covariances = new ArrayList<>();
        private double shift;

        void add(Table parameters, int row) {
            signals.add(String.valueOf(parameters.texts("signal").values().get(row)));
            places.add(Math.toIntExact(parameters.counts("place")[row]));
            means.add(parameters.numbers("mean")[row]);
            deviations.add(parameters.numbers("deviation")[row]);
            values.add(parameters.numbers("coefficient")[row]);
            double[] covariance = new double[Logistic.MOST_SIGNALS + 1];
            for (int with = 0; with < covariance.length; with++) {
                covariance[with] = parameters.numbers("covariance_" + with)[row];
            }
            covariances.add(covariance);
            shift = parameters.numbers("intercept_shift")[row];
        }

        /** The columns of the signals; the intercept's is empty. */
        double[][] columns(Table rows) {
            return signals.stream()
                    .map(signal -> signal.equals(Logistic.INTERCEPT) ? new double[0] : rows.numbers(signal))
                    .toArray(double[][]::new);
        }

        double[] standardised(double[][] columns, int row) {
            double[] place = new double[columns.length];
            for (int i = 0; i < place.length; i++) {
                place[i] = columns[i].length == 0
                        ? 1
                        : Standardised.standardised(columns[i][row], means.get(i), deviations.get(i));
            }
            return place;
        }

        double logOdds(double[] place) {
            double sum = shift;
            for (int i = 0; i < place.length; i++) {
                sum += values.get(i) * place[i];
            }
            return sum;
        }

        /** Standard error of the log odds. */
        double error(double[] place) {
            double variance = 0;
            for (int i = 0; i < place.length; i++) {
                for (int j = 0; j < place.length; j++) {
                    variance += place[i] * place[j] * covariances.get(i)[places.get(j)];
                }
            }
            return FastMath.sqrt(FastMath.max(variance, 0));
        }
    }
}
