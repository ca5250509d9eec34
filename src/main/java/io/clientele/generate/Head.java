package io.clientele.generate;

import org.jspecify.annotations.Nullable;

/** The head of an order on its way into the book. It begins as an ordinary direct order. */
final class Head {
    final long id;
    final Customer customer;
    final int day;
    final String status;

    /** Cents; null while the order is a draft. */
    final @Nullable Long net;

    /** The customer's number as this order spells it. */
    String key;

    /** The order's day as a careless export delivers it. */
    @Nullable
    String misspeltDay;

    @Nullable
    String reference;

    long returnOf;
    String channel = "direct";

    @Nullable
    String agent;

    int promisedOn = History.NEVER;
    long createdAt;
    long changedAt;

    Head(long id, Customer customer, int day, String status, @Nullable Long net) {
        this.id = id;
        this.customer = customer;
        this.day = day;
        this.status = status;
        this.net = net;
        key = Long.toString(customer.number());
        createdAt = History.moment(day, 8 + (int) (id % 9), (int) (id * 7 % 60));
        changedAt = createdAt;
    }

    Head spelt(String otherKey) {
        key = otherKey;
        return this;
    }

    Head referring(@Nullable String text) {
        reference = text;
        return this;
    }

    Head misdated(String text) {
        misspeltDay = text;
        return this;
    }

    Head returning(long order) {
        returnOf = order;
        return this;
    }

    Head through(String otherChannel, @Nullable String otherAgent) {
        channel = otherChannel;
        agent = otherAgent;
        return this;
    }

    Head promised(int on, long changed) {
        promisedOn = on;
        changedAt = Math.max(createdAt, changed);
        return this;
    }

    Head created(long at) {
        createdAt = at;
        changedAt = at;
        return this;
    }
}
