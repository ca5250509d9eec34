package io.clientele.generate;

import static io.clientele.generate.History.FIRST;
import static io.clientele.generate.History.LAST;
import static io.clientele.generate.History.NEVER;

import io.clientele.generate.Customer.Life;
import io.clientele.generate.Customer.Pattern;
import io.clientele.generate.Dice.Purpose;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opportunities: won, lost (to whom, and why, when anybody wrote it down), open, called off. */
final class Funnel {
    static final List<String> COMPETITORS = List.of("Armaflux", "Hydronord", "Ventalis", "Dichtwerk Ost");

    private static final List<String> SOURCES = List.of("existing_customer", "fair", "web", "cold_call");
    private static final String[] REASONS = {"price", "delivery_time", "quality", "relationship", "bad_reference", ""};
    private static final double[] REASON_WEIGHTS = {35, 15, 12, 8, 4, 26};
    private static final int QUARTER_DAYS = 91;

    private final Delivery delivery;
    private final Population population;
    private final long seed;

    Funnel(Delivery delivery, Population population, long seed) {
        this.delivery = delivery;
        this.population = population;
        this.seed = seed;
    }

    private record Outcome(
            String status,
            @Nullable String reason,
            @Nullable String competitor) {
        static final Outcome WON = new Outcome("won", null, null);
        static final Outcome CANCELLED = new Outcome("cancelled", null, null);
        static final Outcome OPEN = new Outcome("open", null, null);
    }

    void write(Customer customer) throws IOException {
        Dice dice = new Dice(seed, Purpose.FUNNEL, customer.index());
        Life life = customer.life();
        int referrer = population.referrer(customer);
        if (referrer >= 0) {
            refer(customer, referrer);
        }
        if (customer.buys() && life.joinedOn() >= FIRST) {
            String source = referrer >= 0 ? "referral" : SOURCES.get(1 + dice.below(3));
            write(
                    customer,
                    life.joinedOn() - dice.between(20, 90),
                    life.joinedOn(),
                    Outcome.WON,
                    source,
                    referrer,
                    dice);
        }
        for (int day = Math.max(FIRST, life.joinedOn()) + dice.below(QUARTER_DAYS); day <= LAST; day += QUARTER_DAYS) {
            boolean isActive = life.pace(day) > 0;
            if (isActive && dice.chance(customer.buys() ? 0.16 : 0.25)) {
                write(
                        customer,
                        day,
                        day + dice.between(15, 120),
                        outcome(customer, dice),
                        source(customer, dice),
                        -1,
                        dice);
            }
        }
        if ("competitor_price".equals(life.churnReason())) {
            int closedOn = life.churnedOn() - dice.between(5, 40);
            Outcome lost = new Outcome("lost", "price", dice.pick(COMPETITORS));
            write(customer, closedOn - dice.between(20, 60), closedOn, lost, "existing_customer", -1, dice);
        }
        if (life.pattern() == Pattern.WON_BACK) {
            write(
                    customer,
                    life.wonBackOn() - dice.between(30, 70),
                    life.wonBackOn(),
                    Outcome.WON,
                    "win_back",
                    -1,
                    dice);
        }
    }

    private static String source(Customer customer, Dice dice) {
        String source = dice.pick(SOURCES);
        return customer.buys() ? SOURCES.get(0) : source.equals(SOURCES.get(0)) ? SOURCES.get(1) : source;
    }

    private static Outcome outcome(Customer customer, Dice dice) {
        double won =
                customer.buys() ? Math.max(0.1, 0.48 + 0.08 * customer.life().satisfaction()) : 0;
        double draw = dice.uniform();
        int reason = dice.weighted(REASON_WEIGHTS);
        String competitor = dice.chance(0.6) ? dice.pick(COMPETITORS) : null;
        if (draw < won) {
            return Outcome.WON;
        }
        if (draw > 0.92) {
            return Outcome.CANCELLED;
        }
        return new Outcome("lost", REASONS[reason].isEmpty() ? null : REASONS[reason], competitor);
    }

    private void write(
            Customer customer, int day, int planned, Outcome expected, String source, int referrer, Dice dice)
            throws IOException {
        boolean isOpen = planned > LAST;
        Outcome outcome = isOpen ? Outcome.OPEN : expected;
        int proposedOn = day + (planned - day) / 3;
        int negotiatedOn = day + 2 * (planned - day) / 3;
        String stage = !isOpen
                ? outcome.status()
                : negotiatedOn <= LAST ? "negotiation" : proposedOn <= LAST ? "proposal" : "qualification";
        String id = "O" + (7000 + delivery.next(Table.OPPORTUNITIES));
        long amount = Math.round(customer.taste().lineValue() / 100 * dice.between(2.0, 15.0) / 10) * 10;
        String category = dice.pick(customer.taste().categories()).id();
        int changedOn = !isOpen ? planned : negotiatedOn <= LAST ? negotiatedOn : proposedOn <= LAST ? proposedOn : day;
        delivery.to(Table.OPPORTUNITIES)
                .text(id)
                .text(customer.crmNumber())
                .text(customer.managerOn(day))
                .text(stage)
                .text(outcome.status())
                .decimal(amount)
                .text("EUR")
                .decimal(probability(stage))
                .date(day)
                .date(planned + dice.between(-10, 10))
                .date(isOpen ? NEVER : planned)
                .text(outcome.reason())
                .text(outcome.competitor())
                .text(category)
                .text(source)
                .text(referrer < 0 ? null : Customer.crmNumber(referrer))
                .timestamp(History.evening(changedOn))
                .end();
        event(id, day, "qualification");
        event(id, proposedOn, "proposal");
        event(id, negotiatedOn, "negotiation");
        event(id, planned, outcome.status());
    }

    private static int probability(String stage) {
        return switch (stage) {
            case "won" -> 100;
            case "qualification" -> 20;
            case "proposal" -> 40;
            case "negotiation" -> 65;
            default -> 0;
        };
    }

    private void event(String id, int day, String stage) throws IOException {
        if (day <= LAST) {
            delivery.to(Table.OPPORTUNITY_EVENTS)
                    .text(id)
                    .timestamp(History.moment(day, 9 + stage.length() % 6, 30))
                    .text(stage)
                    .end();
        }
    }

    private void refer(Customer customer, int referrer) throws IOException {
        delivery.to(Table.REFERRALS)
                .text(customer.crmNumber())
                .text(Customer.crmNumber(referrer))
                .date(customer.life().joinedOn())
                .end();
    }
}
