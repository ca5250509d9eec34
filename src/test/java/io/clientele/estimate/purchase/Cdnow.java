package io.clientele.estimate.purchase;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.estimate.Column;
import io.clientele.estimate.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The CDNOW sample: what 2,357 customers did until 1997-09-30, and in the 39 weeks after. */
final class Cdnow {

    private static final Path TRANSACTIONS = Path.of("../shared/reference-data/cdnow/cdnow_sample_transactions.csv");
    private static final Path GOLDEN = Path.of("../shared/reference-data/golden/cdnow_per_customer.csv");
    private static final LocalDate END = LocalDate.of(1997, 9, 30);

    private final List<Golden> golden;

    private Cdnow(List<Golden> golden) {
        this.golden = golden;
    }

    /** A customer's history in days, the 39 weeks after, and what an independent implementation says. */
    record Golden(
            String customer,
            int repeats,
            int recencyDays,
            int ageDays,
            double holdout,
            double aliveBg,
            double aliveMbg,
            double alivePareto,
            double purchasesBg,
            double purchasesMbg,
            double purchasesPareto,
            double silenceBg) {

        double recency() {
            return recencyDays / 7.0;
        }

        double age() {
            return ageDays / 7.0;
        }

        private static Golden parse(String line) {
            String[] fields = line.split(",", -1);
            return new Golden(
                    fields[0],
                    Integer.parseInt(fields[1]),
                    days(fields[2]),
                    days(fields[3]),
                    Double.parseDouble(fields[5]),
                    Double.parseDouble(fields[7]),
                    Double.parseDouble(fields[8]),
                    Double.parseDouble(fields[9]),
                    Double.parseDouble(fields[10]),
                    Double.parseDouble(fields[11]),
                    Double.parseDouble(fields[12]),
                    Double.parseDouble(fields[13]));
        }

        private static int days(String weeks) {
            return (int) Math.round(Double.parseDouble(weeks) * 7);
        }
    }

    static Cdnow read() {
        assumeTrue(
                Files.isRegularFile(TRANSACTIONS) && Files.isRegularFile(GOLDEN),
                "skipped: the CDNOW records are not at " + TRANSACTIONS.toAbsolutePath());
        return new Cdnow(lines(GOLDEN).stream().map(Golden::parse).toList());
    }

    List<Golden> customers() {
        return golden;
    }

    /** The customers' histories, counted from the transactions. */
    PurchaseCells cells() {
        Table table = table();
        return PurchaseCells.of(table, IntStream.range(0, table.rowCount()).toArray());
    }

    Table table() {
        Map<String, SortedSet<LocalDate>> days = new TreeMap<>();
        for (String line : lines(TRANSACTIONS)) {
            String[] fields = line.split(",");
            LocalDate day = LocalDate.parse(fields[1]);
            if (!day.isAfter(END)) {
                days.computeIfAbsent(fields[0], unseen -> new TreeSet<>()).add(day);
            }
        }
        Map<List<Long>, Long> cells = new TreeMap<>(Cdnow::compare);
        for (SortedSet<LocalDate> own : days.values()) {
            long first = own.first().toEpochDay();
            List<Long> cell = List.of(own.size() - 1L, own.last().toEpochDay() - first, END.toEpochDay() - first);
            cells.merge(cell, 1L, Long::sum);
        }
        return new Table(List.of(
                counts("repeat_count", cells, 0),
                counts("recency_days", cells, 1),
                counts("age_days", cells, 2),
                new Column.Counts(
                        "customer_count",
                        cells.values().stream().mapToLong(n -> n).toArray())));
    }

    private static Column counts(String name, Map<List<Long>, Long> cells, int at) {
        return new Column.Counts(
                name, cells.keySet().stream().mapToLong(cell -> cell.get(at)).toArray());
    }

    private static int compare(List<Long> one, List<Long> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Long.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
