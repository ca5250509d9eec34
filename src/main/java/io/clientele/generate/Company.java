package io.clientele.generate;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The invented supplier. The same arguments give the same bytes; memory does not grow with customers or lines, because
 * customers are written one after another.
 *
 * @param customers in the ERP; the CRM knows some more
 * @param lines order lines over thirty months, met to well within 1 %
 */
public record Company(int customers, long lines, long seed) {
    private static final int FEWEST_CUSTOMERS = 100;
    private static final int FEWEST_LINES_EACH = 10;
    private static final int PILOT = 3000;
    private static final double USUAL_LINES = 3;
    private static final double MOST_ORDERS_EACH = 60;

    public Company {
        if (customers < FEWEST_CUSTOMERS) {
            throw new IllegalArgumentException("Cannot generate a company: expected at least %d customers, found %d"
                    .formatted(FEWEST_CUSTOMERS, customers));
        }
        if (lines < (long) FEWEST_LINES_EACH * customers) {
            throw new IllegalArgumentException(
                    "Cannot generate a company: expected at least %d lines for %d customers, found %d"
                            .formatted((long) FEWEST_LINES_EACH * customers, customers, lines));
        }
    }

    /** Writes {@code erp/}, {@code crm/}, {@code truth/} and the source files in {@code sources/}; replaces what is there. */
    public void writeTo(Path out, Format format) throws IOException {
        writeTo(out, format, Progress.SILENT);
    }

    /** As {@link #writeTo(Path, Format)}, and tells how far it is. */
    public void writeTo(Path out, Format format, Progress progress) throws IOException {
        Catalogue catalogue = new Catalogue(seed, customers);
        Staff staff = new Staff(seed, customers);
        Population population = new Population(seed, catalogue, staff.managers());
        Rhythm rhythm = new Rhythm(seed, pace(population));
        Quota quota = Quota.measure(population, rhythm, customers, lines);
        try (Delivery delivery = new Delivery(out, format)) {
            new Chronicle(this, delivery, catalogue, staff, population, rhythm, quota).write(progress);
        }
        SourceFile.write(out, format);
    }

    /** Orders are as frequent as the lines asked for need them to be; a pilot run tells how frequent that is. */
    private double pace(Population population) {
        int pilot = Math.min(customers, PILOT);
        Rhythm usual = new Rhythm(seed, 1);
        long orders = 0;
        for (int i = 0; i < pilot; i++) {
            int index = (int) ((long) i * customers / pilot);
            orders += usual.schedule(population.customer(index)).orders().size();
        }
        double wanted = Math.min(MOST_ORDERS_EACH, (double) lines / customers / USUAL_LINES);
        return wanted * pilot / orders;
    }
}
