package io.clientele.generate;

import io.clientele.generate.Customer.Channel;
import io.clientele.generate.Dice.Purpose;
import java.io.IOException;

/** What customers tell about their whole spend, and agents about their own sales. */
final class Spending {
    private static final int YEAR = 2025;

    private final Delivery delivery;
    private final long seed;

    Spending(Delivery delivery, long seed) {
        this.delivery = delivery;
        this.seed = seed;
    }

    void write(Customer customer, Ledger ledger) throws IOException {
        Dice dice = new Dice(seed, Purpose.SPEND, customer.index());
        if (customer.identity().isInCrm() && dice.chance(0.3)) {
            for (Category category : customer.taste().categories()) {
                declare(customer, category, ledger.bought(category) / 100, dice);
            }
        }
        boolean isReported = customer.terms().channel() == Channel.BOTH
                || customer.terms().channel() == Channel.AGENT && dice.chance(0.3);
        if (isReported && customer.buys()) {
            int sales = customer.terms().channel() == Channel.BOTH ? dice.between(4, 8) : 1;
            for (int i = 0; i < sales; i++) {
                sell(customer, dice);
            }
        }
    }

    private void declare(Customer customer, Category category, long own, Dice dice) throws IOException {
        String competitor = dice.pick(Funnel.COMPETITORS);
        long total = Math.round(own / customer.taste().shareOfWallet());
        if (own > 0) {
            row(customer, category, "own", own);
            row(customer, category, competitor, total - own);
            row(customer, category, "total", total);
        }
    }

    private void row(Customer customer, Category category, String supplier, long amount) throws IOException {
        delivery.to(Table.DECLARED_SPEND)
                .text(customer.crmNumber())
                .text(category.id())
                .whole(YEAR)
                .decimal(amount)
                .text("EUR")
                .text(supplier)
                .end();
    }

    private void sell(Customer customer, Dice dice) throws IOException {
        Product product = dice.pick(customer.taste().favourites());
        int day = History.workday(Math.max(product.launchedOn(), History.FIRST) + dice.below(250));
        long quantity = Math.max(1, Math.round(customer.taste().lineValue() / product.list()[0] * dice.factor(0.4)));
        long net = Math.round(product.list()[History.year(day)] * quantity * dice.between(0.72, 0.86));
        boolean isMatched = dice.chance(0.5);
        delivery.to(Table.SELL_THROUGH)
                .id(delivery.next(Table.SELL_THROUGH))
                .text(Staff.agentId(customer.terms().agent()))
                .text(isMatched ? Long.toString(customer.number()) : null)
                .text(customer.name().strip())
                .text(customer.taxId())
                .text(product.id())
                .date(day)
                .decimal(quantity)
                .decimal(net)
                .text("EUR")
                .end();
    }
}
