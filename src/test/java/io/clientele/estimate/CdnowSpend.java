package io.clientele.estimate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The CDNOW sample: what each customer spent on each day, and the figures that were computed from it elsewhere. */
public final class CdnowSpend {

    public static final LocalDate CALIBRATED_ON = LocalDate.of(1997, 9, 30);

    private static final Path TRANSACTIONS = Path.of("../shared/reference-data/cdnow/cdnow_sample_transactions.csv");
    private static final Path PER_CUSTOMER = Path.of("../shared/reference-data/golden/cdnow_per_customer.csv");

    private CdnowSpend() {}

    /** A customer's days with what was spent on them, in order. */
    public record Customer(String id, List<LocalDate> days, List<Double> amounts) {

        private int occasions() {
            return (int)
                    days.stream().filter(day -> !day.isAfter(CALIBRATED_ON)).count();
        }

        public long repeats() {
            return occasions() - 1L;
        }

        private List<Double> repeatAmounts() {
            return amounts.subList(1, occasions());
        }

        /** What was spent after the calibration. */
        public double heldOut() {
            return amounts.subList(occasions(), amounts.size()).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }

        public double recencyWeeks() {
            return weeks(days.get(0), days.get(occasions() - 1));
        }

        public double ageWeeks() {
            return weeks(days.get(0), CALIBRATED_ON);
        }

        private static double weeks(LocalDate from, LocalDate to) {
            return (to.toEpochDay() - from.toEpochDay()) / 7.0;
        }

        public double meanRepeat() {
            return repeatAmounts().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }

        double sumLog() {
            return repeatAmounts().stream().mapToDouble(Math::log).sum();
        }

        double sumSquaredLog() {
            return repeatAmounts().stream()
                    .mapToDouble(Math::log)
                    .map(log -> log * log)
                    .sum();
        }
    }

    public static List<Customer> customers() throws IOException {
        assumeTrue(
                Files.isRegularFile(TRANSACTIONS),
                "skipped: the CDNOW sample is not at " + TRANSACTIONS.toAbsolutePath());
        Map<String, TreeMap<LocalDate, BigDecimal>> spent = new TreeMap<>();
        for (String line : Files.readAllLines(TRANSACTIONS)) {
            String[] cells = line.split(",", -1);
            if (!cells[0].equals("cust")) {
                spent.computeIfAbsent(cells[0], unseen -> new TreeMap<>())
                        .merge(LocalDate.parse(cells[1]), new BigDecimal(cells[3]), BigDecimal::add);
            }
        }
        List<Customer> customers = new ArrayList<>();
        spent.forEach((id, days) -> customers.add(new Customer(
                id,
                List.copyOf(days.keySet()),
                days.values().stream().map(BigDecimal::doubleValue).toList())));
        return customers;
    }

    /** A column of the figures per customer that were computed elsewhere. */
    public static Map<String, Double> expected(String column) throws IOException {
        List<String> lines = Files.readAllLines(PER_CUSTOMER);
        int index = List.of(lines.get(0).split(",", -1)).indexOf(column);
        Map<String, Double> values = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            values.put(cells[0], Double.valueOf(cells[index]));
        }
        return values;
    }

    public static Table cells(List<Customer> customers) {
        return new Table(List.of(
                new Column.Counts(
                        "repeat_count",
                        customers.stream().mapToLong(Customer::repeats).toArray()),
                new Column.Numbers(
                        "mean_repeat_amount",
                        customers.stream().mapToDouble(Customer::meanRepeat).toArray()),
                new Column.Numbers(
                        "sum_log_amount",
                        customers.stream().mapToDouble(Customer::sumLog).toArray()),
                new Column.Numbers(
                        "sum_squared_log_amount",
                        customers.stream().mapToDouble(Customer::sumSquaredLog).toArray()),
                new Column.Counts(
                        "customer_count",
                        customers.stream().mapToLong(each -> 1).toArray())));
    }
}
