package io.clientele.generate;

import io.clientele.generate.Customer.Channel;
import io.clientele.generate.Rhythm.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a planned order into orders, lines, approvals and deliveries. */
final class OrderDesk {
    private static final int APPROVAL_ABOVE = 220;

    private final Delivery delivery;
    private final Catalogue catalogue;
    private final Rates rates;
    private final Pricing pricing;
    private final OrderBook book;

    OrderDesk(Delivery delivery, Catalogue catalogue, Rates rates, OrderBook book) {
        this.delivery = delivery;
        this.catalogue = catalogue;
        this.rates = rates;
        this.pricing = new Pricing(rates);
        this.book = book;
    }

    Placed place(Customer customer, Order order, int lineCount, Ledger ledger, Dice dice) throws IOException {
        int day = order.day();
        boolean isThroughAgent = isThroughAgent(customer.terms().channel(), dice);
        int promisedOn = History.workday(day + dice.between(5, 18));
        boolean isLate = dice.chance(customer.life().satisfaction() < -1 ? 0.25 : 0.12);
        int arrivesOn = isLate ? History.workday(promisedOn + dice.between(1, 14)) : promisedOn;
        List<Line> lines = basket(customer, day, lineCount, isThroughAgent, dice);
        long id = book.nextOrder();
        long mainLine = 0;
        long net = 0;
        int deliveredOn = arrivesOn;
        for (int number = 1; number <= lines.size(); number++) {
            Line line = lines.get(number - 1);
            long lineId = book.write(id, number, line);
            mainLine = number == 1 ? lineId : mainLine;
            net += line.net();
            approve(lineId, line, day, dice);
            if (line.isDelivered() && !order.isCancelled()) {
                boolean isBackOrder = number > 1 && dice.chance(0.04);
                int on = isBackOrder ? History.workday(arrivesOn + 10) : arrivesOn;
                deliveredOn = Math.max(deliveredOn, on);
                deliver(lineId, line, promisedOn, on);
                ledger.buy(
                        line.product().category(),
                        day,
                        rates.inEuroCents(customer.terms().money(), line.net(), day));
            }
        }
        String agent = isThroughAgent ? Staff.agentId(customer.terms().agent()) : null;
        String channel = isThroughAgent ? "agent" : "direct";
        String status = order.isCancelled() ? "cancelled" : deliveredOn <= History.LAST ? "done" : "confirmed";
        int changedOn = order.isCancelled() ? day + 2 : deliveredOn <= History.LAST ? deliveredOn : day;
        book.write(new Head(id, customer, day, status, net)
                .through(channel, agent)
                .referring(dice.chance(0.2) ? "PO " + (10_000 + dice.below(90_000)) : null)
                .promised(promisedOn, History.evening(changedOn)));
        Placed placed = new Placed(
                id,
                day,
                order.isCancelled(),
                customer.terms().money(),
                net,
                lines.get(0),
                mainLine,
                promisedOn,
                deliveredOn,
                channel,
                agent);
        ledger.add(placed);
        return placed;
    }

    private static boolean isThroughAgent(Channel channel, Dice dice) {
        return switch (channel) {
            case DIRECT -> false;
            case AGENT -> true;
            case BOTH -> dice.chance(0.5);
        };
    }

    private List<Line> basket(Customer customer, int day, int count, boolean isThroughAgent, Dice dice) {
        List<Line> lines = new ArrayList<>();
        int start = dice.below(customer.taste().favourites().size());
        boolean hasFreight = count >= 3 && dice.chance(0.25);
        boolean hasDiscount = count >= 4 && dice.chance(0.05);
        boolean hasService = count >= 4 && dice.chance(0.05);
        int goods = count - (hasFreight ? 1 : 0) - (hasDiscount ? 1 : 0) - (hasService ? 1 : 0);
        for (int i = 0; i < goods; i++) {
            Product product = dice.chance(0.08) ? dice.pick(catalogue.of(dice.pick(Catalogue.GOODS))) : null;
            lines.add(pricing.goods(customer, available(customer, product, start + i, day), day, isThroughAgent, dice));
        }
        if (hasService) {
            lines.add(pricing.extra(customer, catalogue.service(), day, dice.between(1, 6)));
        }
        if (hasDiscount) {
            lines.add(pricing.discountLine(lines.get(0)));
        }
        if (hasFreight) {
            lines.add(pricing.extra(customer, catalogue.freight(), day, 1));
        }
        return lines;
    }

    /** The chosen product, or the next favourite, as long as it is on the market; else an old product of the range. */
    private Product available(Customer customer, @Nullable Product chosen, int start, int day) {
        if (chosen != null && chosen.launchedOn() <= day) {
            return chosen;
        }
        List<Product> favourites = customer.taste().favourites();
        for (int i = 0; i < favourites.size(); i++) {
            Product favourite = favourites.get((start + i) % favourites.size());
            if (favourite.launchedOn() <= day) {
                return favourite;
            }
        }
        return catalogue.all().get(0);
    }

    private void approve(long lineId, Line line, int day, Dice dice) throws IOException {
        if (line.discount() > APPROVAL_ABOVE && line.unit() > 0 && dice.chance(0.9)) {
            delivery.to(Table.DISCOUNT_APPROVALS)
                    .id(delivery.next(Table.DISCOUNT_APPROVALS))
                    .id(lineId)
                    .text(Staff.managerId(0))
                    .decimal(line.discount())
                    .date(day)
                    .end();
        }
    }

    private void deliver(long lineId, Line line, int promisedOn, int on) throws IOException {
        delivery.to(Table.DELIVERIES)
                .id(delivery.next(Table.DELIVERIES))
                .id(lineId)
                .date(promisedOn)
                .date(on <= History.LAST ? on : History.NEVER)
                .decimal(line.quantity())
                .end();
    }
}
