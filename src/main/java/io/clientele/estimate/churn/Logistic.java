package io.clientele.estimate.churn;

import io.clientele.estimate.Column;
import io.clientele.estimate.Estimator;
import io.clientele.estimate.Rows;
import io.clientele.estimate.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which signals told, at an earlier day, who would fall silent: {@link LogisticFit}, one for each {@code fit_number}; where a probability is
 * expected of the accounts that are scored, the intercept is moved until theirs add up to the same ({@link InterceptShift}).
 *
 * <p>Reads the whole numbers {@code fit_number}, {@code is_training} (1 or 0), {@code is_silent} (1 or 0, of training rows),
 * {@code account_count} and {@code least_outcomes}, the real numbers {@code penalty} and {@code expected_probability} (of rows that are
 * scored, {@code NaN} where nothing is to be corrected), and any other column of real numbers as a signal, at most {@link #MOST_SIGNALS}. Rows are
 * sorted by {@code fit_number}, training rows first. Writes a row for the {@code intercept} and for each signal: its {@code place},
 * {@code status}, mean and deviation in training, {@code coefficient} of the signal in units of its deviation (0 where it is not used),
 * its error, covariances by place, and {@code intercept_shift}.
 */
public final class Logistic implements Estimator {

    /** Signals for which there are columns of covariances. */
    static final int MOST_SIGNALS = 15;

    static final String INTERCEPT = "intercept";

    private static final List<String> GIVEN = List.of(
            "fit_number",
            "is_training",
            "is_silent",
            "account_count",
            "least_outcomes",
            "penalty",
            "expected_probability");

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public Table estimate(Table rows) {
        return estimate(Rows.of(rows));
    }

    @Override
    public Table estimate(Rows rows) {
        List<String> signals = rows.realColumns().stream()
                .filter(column -> !GIVEN.contains(column))
                .toList();
        if (signals.size() > MOST_SIGNALS) {
            throw new IllegalArgumentException(
                    "Cannot fit: at most " + MOST_SIGNALS + " signals, found " + signals.size());
        }
        Reader reader = new Reader(signals);
        rows.forEach(Stream.concat(GIVEN.stream(), signals.stream()).toList(), reader::read);
        return table(reader.fits());
    }

    private record Fitted(long number, List<String> signals, LogisticFit fit, double shift, double penalty) {}

    /** Fits one number after the other, so that the accounts of one only are in memory. */
    private static final class Reader {

        private final List<String> signals;
        private final List<Fitted> fits = new ArrayList<>();
        private @Nullable Sample sample;

        private Reader(List<String> signals) {
            this.signals = signals;
        }

        void read(Rows.Numbers row) {
            long number = row.whole(0);
            if (sample == null || sample.number != number) {
                if (sample != null && number < sample.number) {
                    throw new IllegalArgumentException("Cannot fit: rows are not sorted by fit_number");
                }
                finish();
                sample = new Sample(number, signals, row.real(5), row.whole(4));
            }
            sample.add(row);
        }

        private void finish() {
            if (sample != null) {
                fits.add(sample.fitted());
            }
        }

        List<Fitted> fits() {
            finish();
            return fits;
        }
    }

    /** The accounts of one fit. */
    private static final class Sample {

        private final long number;
        private final List<String> signals;
        private final double penalty;
        private final long leastOutcomes;
        private final InterceptShift shift = new InterceptShift();
        private final double[] buffer;
        private double[] values;
        private long[] silent = new long[256];
        private long[] weights = new long[256];
        private int size;
        private @Nullable LogisticFit fit;

        private Sample(long number, List<String> signals, double penalty, long leastOutcomes) {
            this.number = number;
            this.signals = signals;
            this.penalty = penalty;
            this.leastOutcomes = leastOutcomes;
            buffer = new double[signals.size()];
            values = new double[256 * signals.size()];
        }

        void add(Rows.Numbers row) {
            for (int i = 0; i < buffer.length; i++) {
                buffer[i] = row.real(GIVEN.size() + i);
            }
            if (row.whole(1) == 1) {
                train(row.whole(2), row.whole(3));
            } else {
                double expected = row.real(6);
                if (!Double.isNaN(expected)) {
                    shift.add(fit().logOdds(buffer), row.whole(3), expected);
                }
            }
        }

        private void train(long isSilent, long weight) {
            if (fit != null) {
                throw new IllegalArgumentException("Cannot fit " + number + ": training rows are to come first");
            }
            if (size == weights.length) {
                silent = Arrays.copyOf(silent, size * 2);
                weights = Arrays.copyOf(weights, size * 2);
                values = Arrays.copyOf(values, size * 2 * buffer.length);
            }
            System.arraycopy(buffer, 0, values, size * buffer.length, buffer.length);
            silent[size] = isSilent;
            weights[size++] = weight;
        }

        private LogisticFit fit() {
            LogisticFit found = fit;
            if (found == null) {
                found = LogisticFit.of(
                        values,
                        Arrays.copyOf(silent, size),
                        Arrays.copyOf(weights, size),
                        buffer.length,
                        penalty,
                        leastOutcomes);
                fit = found;
            }
            return found;
        }

        Fitted fitted() {
            return new Fitted(number, signals, fit(), shift.value(), penalty);
        }
    }

    /** One row that is written. */
    private record Line(Fitted of, int place) {

        String signal() {
            return place == 0 ? INTERCEPT : of.signals().get(place - 1);
        }

        double mean() {
            return place == 0 ? Double.NaN : of.fit().signals().means()[place - 1];
        }

        double deviation() {
            return place == 0 ? Double.NaN : of.fit().signals().deviations()[place - 1];
        }

        long known() {
            return place == 0 ? of.fit().accountCount() : of.fit().signals().knownCounts()[place - 1];
        }

        double covariance(int with) {
            double[] row = of.fit().covariance()[place];
            return with < row.length ? row[with] : Double.NaN;
        }
    }

    private static Table table(List<Fitted> fits) {
        List<Line> lines = new ArrayList<>();
        for (Fitted fit : fits) {
            for (int place = 0; place <= fit.signals().size(); place++) {
                lines.add(new Line(fit, place));
            }
        }
        List<Column> columns = new ArrayList<>();
        columns.add(counts("fit_number", lines, line -> line.of().number()));
        columns.add(new Column.Texts("signal", lines.stream().map(Line::signal).toList()));
        columns.add(counts("place", lines, line -> line.place()));
        columns.add(new Column.Texts(
                "status",
                lines.stream().map(line -> line.of().fit().status().name()).toList()));
        columns.add(numbers("mean", lines, Line::mean));
        columns.add(numbers("deviation", lines, Line::deviation));
        columns.add(numbers("coefficient", lines, line -> line.of().fit().coefficients()[line.place()]));
        columns.add(numbers("coefficient_error", lines, line -> Math.sqrt(line.covariance(line.place()))));
        columns.add(numbers("intercept_shift", lines, line -> line.of().shift()));
        columns.add(numbers("penalty", lines, line -> line.of().penalty()));
        columns.add(counts("known_count", lines, Line::known));
        columns.add(counts("account_count", lines, line -> line.of().fit().accountCount()));
        columns.add(counts("silent_count", lines, line -> line.of().fit().silentCount()));
        columns.add(numbers("log_likelihood", lines, line -> line.of().fit().logLikelihood()));
        columns.add(numbers("gradient_norm", lines, line -> line.of().fit().gradientNorm()));
        columns.add(counts("evaluations", lines, line -> line.of().fit().evaluations()));
        for (int with = 0; with <= MOST_SIGNALS; with++) {
            int place = with;
            columns.add(numbers("covariance_" + with, lines, line -> line.covariance(place)));
        }
        return new Table(columns);
    }

    private static Column numbers(String name, List<Line> lines, ToDoubleFunction<Line> value) {
        return new Column.Numbers(name, lines.stream().mapToDouble(value).toArray());
    }

    private static Column counts(String name, List<Line> lines, ToLongFunction<Line> value) {
        return new Column.Counts(name, lines.stream().mapToLong(value).toArray());
    }
}
