package io.clientele.generate;

import io.clientele.generate.Industry.Segment;
import java.io.IOException;
import java.util.Locale;

/** What was planted, so that a metric can be held against it. */
final class Truth {
    private final Delivery delivery;

    Truth(Delivery delivery) {
        this.delivery = delivery;
    }

    void write(Customer customer, Rhythm rhythm, Rhythm.Schedule schedule, int referrer) throws IOException {
        Customer.Life life = customer.life();
        boolean isHit = schedule.incidentOn() != History.NEVER;
        Sheet sheet = delivery.to(Table.CUSTOMER_TRUTH).id(customer.number());
        sheet.text(customer.identity().isInCrm() ? customer.crmNumber() : null);
        sheet.text(word(life.pattern()))
                .text(word(customer.identity().industry().segment()));
        sheet.decimal(scaled(customer.taste().elasticity(), 4)).decimal(scaled(rhythm.ordersPerYear(life), 3));
        sheet.whole(life.gapShape()).decimal(scaled(customer.taste().growth(), 4));
        sheet.date(life.joinedOn())
                .date(life.churnedOn())
                .text(life.churnReason())
                .date(life.wonBackOn());
        sheet.date(schedule.incidentOn());
        if (isHit) {
            sheet.decimal(scaled(Rhythm.INCIDENT_EFFECT, 2));
        } else {
            sheet.nothing();
        }
        sheet.decimal(scaled(life.satisfaction(), 3)).whole(customer.terms().lateDays());
        sheet.text(word(customer.terms().channel()))
                .decimal(scaled(customer.taste().shareOfWallet(), 3));
        sheet.flag(customer.terms().isSingleThreaded());
        sheet.text(referrer < 0 ? null : Long.toString(Customer.number(referrer)));
        sheet.whole(schedule.orders().size()).end();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static long scaled(double value, int places) {
        return Math.round(value * StrictMath.pow(10, places));
    }

    void company(int customers, long lines, long seed) throws IOException {
        say("customers", customers, "asked for");
        say("lines", lines, "order lines asked for");
        say("seed", seed, "asked for");
        say("history_from", "2024-05-21", "first day of the history");
        say("history_to", "2026-11-20", "last day of the history, the business date of the sample");
        for (Segment segment : Segment.values()) {
            say("elasticity_" + word(segment), segment.elasticity(), "mean of the segment");
        }
        say("elasticity_spread", Segment.SPREAD, "standard deviation of customers around their segment");
        say("quantity_noise", Pricing.NOISE, "standard deviation of ln quantity");
        say(
                "promotion_shock",
                Pricing.PROMOTION_SHOCK,
                "added to ln quantity in the month of a promotion, besides its price");
        say("incident_effect", Rhythm.INCIDENT_EFFECT, "change of ordering pace after a quality incident");
        say("incident_days", Rhythm.INCIDENT_DAYS, "how long it lasts");
        say("pace_before_leaving", Rhythm.BEFORE_LEAVING, "ordering pace in the 90 days before a customer leaves");
        say("cancelled_rate", Rhythm.CANCELLED, "of orders");
        say("returned_rate", Rhythm.RETURNED, "of orders, before those too late to be returned");
        say("free_goods_rate", Pricing.FREE_GOODS, "of lines with goods");
        say(
                "agent_discount",
                Pricing.AGENT_DISCOUNT / 1000.0,
                "further discount when the same customer buys through an agent");
        say("bonus_rate", Billing.BONUS, "volume bonus of a year, above 150,000 in the customer's currency");
        say("generous_manager", Staff.managerId(Staff.GENEROUS), "gives twice the spot discounts of the others");
        say(
                "departed_manager",
                Staff.managerId(Staff.LEAVER),
                "left on 2026-03-31; some accounts left within 100 days");
    }

    private void say(String name, Object value, String says) throws IOException {
        delivery.to(Table.COMPANY_TRUTH)
                .text(name)
                .text(value.toString())
                .text(says)
                .end();
    }
}
