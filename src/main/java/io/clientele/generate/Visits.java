package io.clientele.generate;

import static io.clientele.generate.History.FIRST;
import static io.clientele.generate.History.LAST;

import io.clientele.generate.Accounts.Contacts;
import io.clientele.generate.Customer.Life;
import io.clientele.generate.Dice.Purpose;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits, calls, mails and seminars. A single-threaded account speaks with one person through one person. */
final class Visits {
    private static final List<String> OUTCOMES =
            List.of("order_expected", "follow_up", "no_need", "complaint_discussed");
    private static final double CALLS_BEFORE_WINBACK = 0.8;

    private final Delivery delivery;
    private final long seed;
    private final int managers;

    Visits(Delivery delivery, long seed, int managers) {
        this.delivery = delivery;
        this.seed = seed;
        this.managers = managers;
    }

    void write(Customer customer, Contacts contacts) throws IOException {
        Dice dice = new Dice(seed, Purpose.ACTIVITIES, customer.index());
        double attention = Math.min(3, 0.5 + customer.taste().lineValue() / 300_000) * (customer.buys() ? 1 : 0.4);
        int from = Math.max(FIRST, customer.life().joinedOn() - 60);
        for (int day = from + dice.below(30); day <= LAST; day += 30) {
            double care = care(customer.life(), day) * attention;
            perhaps(customer, contacts, "visit", 0.12 * care, day, dice);
            perhaps(customer, contacts, "call", 0.18 * care, day, dice);
            perhaps(customer, contacts, "email", 0.08 * care, day, dice);
            perhaps(customer, contacts, "seminar", 0.008 * care, day, dice);
        }
    }

    private static double care(Life life, int day) {
        if (life.wonBackOn() != History.NEVER && day >= life.wonBackOn() - 90 && day < life.wonBackOn()) {
            return CALLS_BEFORE_WINBACK / 0.18;
        }
        return life.pace(day) > 0 ? 1 : 0.1;
    }

    private void perhaps(Customer customer, Contacts contacts, String kind, double probability, int around, Dice dice)
            throws IOException {
        int day = History.workday(around + dice.below(20));
        boolean happens = dice.chance(probability);
        if (happens && day <= LAST) {
            write(customer, customer.crmNumber(), contact(customer, contacts, dice), kind, day, dice);
        }
    }

    private static @Nullable String contact(Customer customer, Contacts contacts, Dice dice) {
        return customer.terms().isSingleThreaded() || dice.chance(0.4) ? contacts.main() : contacts.any(dice);
    }

    String write(Customer customer, String account, @Nullable String contact, String kind, int day, Dice dice)
            throws IOException {
        boolean isColleague = !customer.terms().isSingleThreaded() && dice.chance(0.35);
        int colleague = (customer.terms().manager() + 4) % managers;
        String owner = isColleague && !Staff.hasLeft(colleague) ? Staff.managerId(colleague) : customer.managerOn(day);
        boolean isOurs = kind.equals("visit") || dice.chance(0.6);
        String id = "E" + (30_000 + delivery.next(Table.ACTIVITIES));
        delivery.to(Table.ACTIVITIES)
                .text(id)
                .text(account)
                .text(contact)
                .text(owner)
                .text(kind)
                .flag(isOurs)
                .timestamp(History.moment(day, dice.between(7, 15), 5 * dice.below(12)))
                .flag(true)
                .text(dice.chance(0.5) ? dice.pick(OUTCOMES) : null)
                .whole(minutes(kind, dice))
                .end();
        return id;
    }

    private static int minutes(String kind, Dice dice) {
        int quarters = dice.between(1, 4);
        return switch (kind) {
            case "visit" -> 45 + 15 * quarters;
            case "seminar" -> 180;
            default -> 5 * quarters;
        };
    }
}
