package io.clientele.generate;

import io.clientele.generate.Accounts.Contacts;
import io.clientele.generate.Dice.Purpose;
import io.clientele.generate.Rhythm.Order;
import io.clientele.generate.Rhythm.Schedule;
import java.io.IOException;
import java.util.List;

/** One pass over all customers: each is written out, then forgotten. */
final class Chronicle {
    private static final int CRM_ONLY_EVERY = 40;

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

    Chronicle(
            Company company,
            Delivery delivery,
            Catalogue catalogue,
            Staff staff,
            Population population,
            Rhythm rhythm,
            Quota quota) {
        long seed = company.seed();
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

    void write(Progress progress) throws IOException {
        masterData.write(catalogue, staff, rates);
        truth.company(company.customers(), company.lines(), company.seed());
        oddities.testAccount();
        int step = Math.max(1, company.customers() / 1000);
        for (int index = 0; index < company.customers(); index++) {
            customer(population.customer(index));
            if (index % step == 0) {
                progress.at(delivery.to(Table.ORDER_LINES).rows(), company.lines());
            }
        }
        crmOnly();
        progress.at(delivery.to(Table.ORDER_LINES).rows(), company.lines());
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
        Dice ordering = new Dice(company.seed(), Purpose.ORDERS, customer.index());
        Dice paying = new Dice(company.seed(), Purpose.BILLING, customer.index());
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
        int count = Math.max(8, company.customers() / CRM_ONLY_EVERY);
        for (int i = 0; i < count; i++) {
            Customer stranger = population.stranger(company.customers() + i);
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
