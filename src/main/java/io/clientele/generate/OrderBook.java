package io.clientele.generate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the heads and lines of orders. */
final class OrderBook {
    private static final long FIRST_ORDER = 200_000;
    private static final long FIRST_LINE = 1_000_000;

    private final Delivery delivery;
    private final Rates rates;

    OrderBook(Delivery delivery, Rates rates) {
        this.delivery = delivery;
        this.rates = rates;
    }

    long nextOrder() {
        return FIRST_ORDER + delivery.next(Table.ORDERS);
    }

    void write(Head head) throws IOException {
        Customer customer = head.customer;
        Money money = customer.terms().money();
        Sheet sheet = delivery.to(Table.ORDERS).id(head.id).text(head.reference).text(head.key);
        if (head.misspeltDay == null) {
            sheet.date(head.day);
        } else {
            sheet.raw(head.misspeltDay);
        }
        sheet.timestamp(head.createdAt).text(head.status).flag(head.returnOf > 0);
        sheet.text(head.returnOf > 0 ? Long.toString(head.returnOf) : null);
        sheet.text(money.name()).decimal(rates.toCompany(money, head.day));
        Long net = head.net;
        if (net == null) {
            sheet.nothing();
        } else {
            sheet.decimal(net);
        }
        sheet.text(customer.managerOn(head.day)).text(head.channel).text(head.agent);
        sheet.date(head.promisedOn).timestamp(head.changedAt).end();
    }

    /** Returns the line's key. */
    long write(long order, int number, Line line) throws IOException {
        return write(order, number, line, null);
    }

    /**
     * @param misspeltQuantity the quantity as a careless export delivers it
     */
    long write(long order, int number, Line line, @Nullable String misspeltQuantity) throws IOException {
        long id = FIRST_LINE + delivery.next(Table.ORDER_LINES);
        boolean isProduct = !line.kind().equals("discount");
        Sheet sheet = delivery.to(Table.ORDER_LINES).id(id).id(order).whole(number * 10L);
        sheet.text(isProduct ? line.product().id() : null).text(line.kind());
        if (misspeltQuantity == null) {
            sheet.decimal(line.quantity());
        } else {
            sheet.raw(misspeltQuantity);
        }
        if (isProduct) {
            sheet.decimal(line.list());
        } else {
            sheet.nothing();
        }
        sheet.decimal(line.unit()).decimal(line.discount()).decimal(line.net()).decimal(line.cost());
        sheet.text(line.promotion()).end();
        return id;
    }
}
