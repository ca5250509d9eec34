package io.clientele.generate;

import io.clientele.generate.Customer.Taste;
import io.clientele.generate.Customer.Terms;

/**
 * What a line costs and how much of it is bought: ln quantity = usual + elasticity × ln(net price / list price)
 * + demand shock of a promotion + noise. The usual quantity is the one at the first contract's discount.
 */
final class Pricing {
    static final double PROMOTION_SHOCK = 0.20;
    static final double NOISE = 0.35;
    static final int AGENT_DISCOUNT = 50;
    static final int HIGHEST_DISCOUNT = 450;
    static final double FREE_GOODS = 0.003;

    private final Rates rates;

    Pricing(Rates rates) {
        this.rates = rates;
    }

    Line goods(Customer customer, Product product, int day, boolean isThroughAgent, Dice dice) {
        int year = History.year(day);
        Money money = customer.terms().money();
        long list = rates.listCents(money, product.list()[year], year);
        int discount = discount(customer.terms(), product, day, isThroughAgent, dice);
        long unit = Math.round(list * (1000 - discount) / 1000.0);
        long quantity = quantity(customer, product, day, (double) unit / list, dice);
        long cost = rates.listCents(money, product.cost()[year] * quantity, year);
        boolean isPromoted = product.promotionOn(day) > 0;
        String promotion = isPromoted ? "P" + History.month(day) + "-" + product.id() : null;
        Line line = new Line(product, "goods", quantity, list, unit, discount, unit * quantity, cost, promotion);
        return dice.chance(FREE_GOODS) ? line.times(Math.max(1, quantity / 10)).free() : line;
    }

    private static int discount(Terms terms, Product product, int day, boolean isThroughAgent, Dice dice) {
        int spot = dice.chance(0.4) ? dice.between(1, 8) * 10 : 0;
        int generous = terms.manager() == Staff.GENEROUS ? 2 * spot : spot;
        int agent = isThroughAgent ? AGENT_DISCOUNT : 0;
        int contract = terms.discounts()[History.year(day)];
        return Math.min(HIGHEST_DISCOUNT, contract + generous + agent + product.promotionOn(day));
    }

    private static long quantity(Customer customer, Product product, int day, double ratio, Dice dice) {
        Taste taste = customer.taste();
        double usualRatio = 1 - customer.terms().discounts()[0] / 1000.0;
        double years = (day - History.FIRST) / 365.25;
        double liking = 0.7 + 0.6 * ((product.index() * 37 + taste.favourites().size() * 11) % 10) / 9.0;
        double log = StrictMath.log(taste.lineValue() * liking / product.list()[0])
                + taste.growth() * years
                + taste.elasticity() * StrictMath.log(ratio / usualRatio)
                + (product.promotionOn(day) > 0 ? PROMOTION_SHOCK : 0)
                + NOISE * dice.gaussian();
        return Math.max(1, Math.round(StrictMath.exp(log)));
    }

    Line extra(Customer customer, Product product, int day, long quantity) {
        int year = History.year(day);
        long list = rates.listCents(customer.terms().money(), product.list()[year], year);
        long cost = rates.listCents(customer.terms().money(), product.cost()[year] * quantity, year);
        return new Line(product, product.kind(), quantity, list, list, 0, list * quantity, cost, null);
    }

    /** Goodwill written onto the order as a line of its own. */
    Line discountLine(Line goods) {
        long amount = Math.max(100, goods.net() / 50);
        return new Line(goods.product(), "discount", 1, 0, -amount, 0, -amount, 0, null);
    }
}
