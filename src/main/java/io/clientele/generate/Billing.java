package io.clientele.generate;

import static io.clientele.generate.History.LAST;
import static io.clientele.generate.History.NEVER;

import java.io.IOException;
import java.util.List;

/** Invoices, payments, returns with their credit notes, and the bonus of the year. */
final class Billing {
    static final double BONUS = 0.015;
    static final long BONUS_ABOVE_CENTS = 15_000_000;

    private static final List<String> RETURN_REASONS = List.of("damaged", "wrong_item", "not_needed", "defective");

    private final Delivery delivery;
    private final Rates rates;
    private final OrderBook book;

    Billing(Delivery delivery, Rates rates, OrderBook book) {
        this.delivery = delivery;
        this.rates = rates;
        this.book = book;
    }

    /** Returns the invoice's key, or 0 while there is nothing to bill. */
    long bill(Customer customer, Placed order, Ledger ledger, Dice dice) throws IOException {
        if (!order.isDelivered() || order.net() == 0) {
            return 0;
        }
        int on = order.deliveredOn();
        int dueOn = on + customer.terms().dueDays();
        long gross = gross(customer, order.net());
        ledger.bill(on, order.net());
        long id = nextInvoice();
        int paidOn = Math.max(on + 1, dueOn + customer.terms().lateDays() + (int) Math.round(4 * dice.gaussian()));
        boolean isDefaulted =
                customer.terms().isDefaulting() && on > customer.life().churnedOn() - 120;
        boolean isInTwo = dice.chance(0.04);
        long first = isInTwo ? gross / 2 : gross;
        long paid = 0;
        int changedOn = on;
        if (!isDefaulted && paidOn <= LAST) {
            pay(customer, id, order.money(), paidOn, first);
            paid = first;
            changedOn = paidOn;
        }
        if (!isDefaulted && isInTwo && paidOn + 30 <= LAST) {
            pay(customer, id, order.money(), paidOn + 30, gross - first);
            paid = gross;
            changedOn = paidOn + 30;
        }
        invoice(customer, id, order, on, dueOn, order.net(), gross, gross - paid, 0, changedOn);
        return id;
    }

    void invoice(
            Customer customer,
            long id,
            Placed order,
            int on,
            int dueOn,
            long net,
            long gross,
            long open,
            long reverses,
            int changedOn)
            throws IOException {
        delivery.to(Table.INVOICES)
                .id(id)
                .text(reverses > 0 ? "credit_note" : "invoice")
                .id(customer.number())
                .date(on)
                .date(dueOn)
                .text(open == 0 ? "paid" : "posted")
                .text(order.money().name())
                .decimal(rates.toCompany(order.money(), order.day()))
                .decimal(net)
                .decimal(gross)
                .decimal(open)
                .text(reverses > 0 ? Long.toString(reverses) : null)
                .timestamp(History.evening(changedOn))
                .end();
    }

    /** {@code invoice} is 0 for money that nobody could allocate. */
    long pay(Customer customer, long invoice, Money money, int day, long cents) throws IOException {
        long id = 600_000 + delivery.next(Table.PAYMENTS);
        delivery.to(Table.PAYMENTS)
                .id(id)
                .text(invoice > 0 ? Long.toString(invoice) : null)
                .id(customer.number())
                .date(day)
                .decimal(cents)
                .text(money.name())
                .decimal(rates.inEuroCents(money, cents, day))
                .text("posted")
                .timestamp(History.evening(day))
                .end();
        return id;
    }

    /** Part of the first line comes back: a return order with a negative line, the return itself and a credit note. */
    void takeBack(Customer customer, Placed order, long invoice, Ledger ledger, Dice dice) throws IOException {
        int day = History.workday(order.deliveredOn() + dice.between(4, 25));
        long quantity = Math.max(1, Math.round(order.main().quantity() * dice.between(0.2, 1.0)));
        String reason = dice.pick(RETURN_REASONS);
        if (order.isCancelled() || day > LAST || order.main().unit() == 0) {
            return;
        }
        Line line = order.main().times(-quantity);
        long id = book.nextOrder();
        book.write(id, 1, line);
        book.write(new Head(id, customer, day, "done", line.net())
                .returning(order.id())
                .through(order.channel(), order.agent()));
        delivery.to(Table.RETURNS)
                .id(delivery.next(Table.RETURNS))
                .id(id)
                .id(order.id())
                .id(customer.number())
                .text(line.product().id())
                .date(day)
                .decimal(quantity)
                .decimal(-line.net())
                .text(order.money().name())
                .text(reason)
                .end();
        if (invoice > 0) {
            credit(customer, order, invoice, line, day, ledger);
        }
    }

    private void credit(Customer customer, Placed order, long invoice, Line line, int day, Ledger ledger)
            throws IOException {
        int on = Math.min(LAST, History.workday(day + 2));
        int refundedOn = History.workday(on + 14);
        long gross = gross(customer, line.net());
        boolean isRefunded = refundedOn <= LAST;
        long id = nextInvoice();
        ledger.bill(on, line.net());
        if (isRefunded) {
            pay(customer, id, order.money(), refundedOn, gross);
        }
        int changedOn = isRefunded ? refundedOn : on;
        invoice(customer, id, order, on, NEVER, line.net(), gross, isRefunded ? 0 : gross, invoice, changedOn);
    }

    private long nextInvoice() {
        return 400_000 + delivery.next(Table.INVOICES);
    }

    private static long gross(Customer customer, long net) {
        return customer.identity().country() == Country.DE ? Math.round(net * 1.19) : net;
    }

    void bonus(Customer customer, Ledger ledger) throws IOException {
        for (int year = 0; year < History.YEARS - 1; year++) {
            if (ledger.billed(year) > BONUS_ABOVE_CENTS) {
                delivery.to(Table.REBATES)
                        .id(delivery.next(Table.REBATES))
                        .id(customer.number())
                        .date(Math.max(History.FIRST, History.firstDayOfYear(year)))
                        .date(History.lastDayOfYear(year))
                        .decimal(Math.round(ledger.billed(year) * BONUS))
                        .text(customer.terms().money().name())
                        .text("volume")
                        .end();
            }
        }
    }
}
