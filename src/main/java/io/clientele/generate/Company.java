package io.clientele.generate;

import io.clientele.generate.Accounts.Contacts;
import io.clientele.generate.Dice.Purpose;
import io.clientele.generate.Rhythm.Order;
import io.clientele.generate.Rhythm.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
    private static final int CRM_ONLY_EVERY = 40;

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
            Writing writing = new Writing(this, delivery, catalogue, staff, population, rhythm, quota);
            writing.everything(progress);
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

    /** One pass over all customers. */
    private static final class Writing {
        private final Company company;
        private final Delivery delivery;
        private final Catalogue catalogue;
        private final Staff staff;
        private final Population population;
        private final Rhythm rhythm;
        private final Quota quota;
        private final Rates rates;
        private final MasterData masterData;
        private final OrderDesk desk;
        private final Billing billing;
        private final Aftersales aftersales;
        private final Accounts accounts;
        private final Funnel funnel;
        private final Visits visits;
        private final Surveys surveys;
        private final Spending spending;
        private final Truth truth;
        private final Oddities oddities;

        Writing(
                Company company,
                Delivery delivery,
                Catalogue catalogue,
                Staff staff,
                Population population,
                Rhythm rhythm,
                Quota quota) {
            long seed = company.seed;
            this.company = company;
            this.delivery = delivery;
            this.catalogue = catalogue;
            this.staff = staff;
            this.population = population;
            this.rhythm = rhythm;
            this.quota = quota;
            rates = new Rates(seed);
            OrderBook book = new OrderBook(delivery, rates);
            masterData = new MasterData(delivery);
            desk = new OrderDesk(delivery, catalogue, rates, book);
            billing = new Billing(delivery, rates, book);
            aftersales = new Aftersales(delivery, rates, catalogue, seed);
            accounts = new Accounts(delivery, seed);
            funnel = new Funnel(delivery, population, seed);
            visits = new Visits(delivery, seed, staff.managers());
            surveys = new Surveys(delivery, seed);
            spending = new Spending(delivery, seed);
            truth = new Truth(delivery);
            oddities = new Oddities(delivery, book, billing, visits, surveys, new Pricing(rates), catalogue, seed);
        }

        void everything(Progress progress) throws IOException {
            masterData.write(catalogue, staff, rates);
            truth.company(company.customers, company.lines, company.seed);
            oddities.testAccount();
            int step = Math.max(1, company.customers / 1000);
            for (int index = 0; index < company.customers; index++) {
                customer(population.customer(index));
                if (index % step == 0) {
                    progress.at(delivery.to(Table.ORDER_LINES).rows(), company.lines);
                }
            }
            crmOnly();
            progress.at(delivery.to(Table.ORDER_LINES).rows(), company.lines);
        }

        private void customer(Customer customer) throws IOException {
            Schedule schedule = rhythm.schedule(customer);
            masterData.write(customer);
            truth.write(customer, rhythm, schedule, population.referrer(customer));
            Ledger ledger = trade(customer, schedule.orders());
            List<Integer> complaintsClosed = aftersales.write(customer, ledger, schedule.incidentOn());
            spending.write(customer, ledger);
            if (customer.identity().isInCrm()) {
                accounts.write(customer);
                Contacts contacts = accounts.contacts(customer);
                funnel.write(customer);
                visits.write(customer, contacts);
                surveys.write(customer, contacts, complaintsClosed, schedule.incidentOn());
            }
            Showcase showcase = customer.showcase();
            if (showcase != null) {
                List<Order> orders = schedule.orders();
                oddities.show(
                        showcase,
                        customer,
                        orders.isEmpty()
                                ? History.LAST
                                : orders.get(orders.size() - 1).day());
            }
        }

        private Ledger trade(Customer customer, List<Order> orders) throws IOException {
            Dice ordering = new Dice(company.seed, Purpose.ORDERS, customer.index());
            Dice paying = new Dice(company.seed, Purpose.BILLING, customer.index());
            Ledger ledger = new Ledger();
            for (Order order : orders) {
                Placed placed = desk.place(customer, order, quota.take(order), ledger, ordering);
                long invoice = billing.bill(customer, placed, ledger, paying);
                if (order.isReturned()) {
                    billing.takeBack(customer, placed, invoice, ledger, paying);
                }
            }
            billing.bonus(customer, ledger);
            return ledger;
        }

        /** Accounts that only the CRM knows: some are being talked to, the others are just on a list. */
        private void crmOnly() throws IOException {
            int count = Math.max(8, company.customers / CRM_ONLY_EVERY);
            for (int i = 0; i < count; i++) {
                Customer stranger = population.stranger(company.customers + i);
                accounts.write(stranger, stranger.crmNumber(), null);
                if (i == 0) {
                    oddities.notInErp(stranger.crmNumber());
                }
                if (i % 2 == 0) {
                    Contacts contacts = accounts.contacts(stranger);
                    funnel.write(stranger);
                    visits.write(stranger, contacts);
                }
            }
        }
    }
}
