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

    /**
     * @param key the customer's number as this order spells it
     * @param misspeltDay the order's day as a careless export delivers it
     * @param net null while the order is a draft
     */
    record Head(
            long id,
            Customer customer,
            String key,
            @Nullable String reference,
            int day,
            @Nullable String misspeltDay,
            String status,
            long returnOf,
            @Nullable Long net,
            String channel,
            @Nullable String agent,
            int promisedOn,
            long createdAt,
            long changedAt) {

        static Head of(long id, Customer customer, int day, String status, @Nullable Long net) {
            long created = History.moment(day, 8 + (int) (id % 9), (int) (id * 7 % 60));
            String key = Long.toString(customer.number());
            return new Head(
                    id,
                    customer,
                    key,
                    null,
                    day,
                    null,
                    status,
                    0,
                    net,
                    "direct",
                    null,
                    History.NEVER,
                    created,
                    created);
        }

        Head spelt(String otherKey) {
            return new Head(
                    id,
                    customer,
                    otherKey,
                    reference,
                    day,
                    misspeltDay,
                    status,
                    returnOf,
                    net,
                    channel,
                    agent,
                    promisedOn,
                    createdAt,
                    changedAt);
        }

        Head referring(@Nullable String text) {
            return new Head(
                    id,
                    customer,
                    key,
                    text,
                    day,
                    misspeltDay,
                    status,
                    returnOf,
                    net,
                    channel,
                    agent,
                    promisedOn,
                    createdAt,
                    changedAt);
        }

        Head misdated(String text) {
            return new Head(
                    id,
                    customer,
                    key,
                    reference,
                    day,
                    text,
                    status,
                    returnOf,
                    net,
                    channel,
                    agent,
                    promisedOn,
                    createdAt,
                    changedAt);
        }

        Head returning(long order) {
            return new Head(
                    id,
                    customer,
                    key,
                    reference,
                    day,
                    misspeltDay,
                    status,
                    order,
                    net,
                    channel,
                    agent,
                    promisedOn,
                    createdAt,
                    changedAt);
        }

        Head through(String otherChannel, @Nullable String otherAgent) {
            return new Head(
                    id,
                    customer,
                    key,
                    reference,
                    day,
                    misspeltDay,
                    status,
                    returnOf,
                    net,
                    otherChannel,
                    otherAgent,
                    promisedOn,
                    createdAt,
                    changedAt);
        }

        Head promised(int on, long changed) {
            return new Head(
                    id,
                    customer,
                    key,
                    reference,
                    day,
                    misspeltDay,
                    status,
                    returnOf,
                    net,
                    channel,
                    agent,
                    on,
                    createdAt,
                    Math.max(createdAt, changed));
        }

        Head created(long at) {
            return new Head(
                    id,
                    customer,
                    key,
                    reference,
                    day,
                    misspeltDay,
                    status,
                    returnOf,
                    net,
                    channel,
                    agent,
                    promisedOn,
                    at,
                    at);
        }
    }

    long nextOrder() {
        return FIRST_ORDER + delivery.next(Table.ORDERS);
    }

    void write(Head head) throws IOException {
        Customer customer = head.customer();
        Money money = customer.terms().money();
        Sheet sheet =
                delivery.to(Table.ORDERS).id(head.id()).text(head.reference()).text(head.key());
        if (head.misspeltDay() == null) {
            sheet.date(head.day());
        } else {
            sheet.raw(head.misspeltDay());
        }
        sheet.timestamp(head.createdAt()).text(head.status()).flag(head.returnOf() > 0);
        sheet.text(head.returnOf() > 0 ? Long.toString(head.returnOf()) : null);
        sheet.text(money.name()).decimal(rates.toCompany(money, head.day()));
        Long net = head.net();
        if (net == null) {
            sheet.nothing();
        } else {
            sheet.decimal(net);
        }
        sheet.text(customer.managerOn(head.day())).text(head.channel()).text(head.agent());
        sheet.date(head.promisedOn()).timestamp(head.changedAt()).end();
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
