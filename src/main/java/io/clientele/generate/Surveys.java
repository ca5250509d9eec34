package io.clientele.generate;

import static io.clientele.generate.History.LAST;

import io.clientele.generate.Accounts.Contacts;
import io.clientele.generate.Dice.Purpose;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What customers say: the happy ones answer more often and better, and nobody is happy after an incident. */
final class Surveys {
    private static final List<String> DRIVERS = List.of("product", "service", "relationship", "price", "convenience");

    private final Delivery delivery;
    private final long seed;

    Surveys(Delivery delivery, long seed) {
        this.delivery = delivery;
        this.seed = seed;
    }

    void write(Customer customer, Contacts contacts, List<Integer> complaintsClosed, int incidentOn)
            throws IOException {
        Dice dice = new Dice(seed, Purpose.SURVEYS, customer.index());
        double mood = customer.life().satisfaction();
        int from = Math.max(History.FIRST, customer.life().joinedOn() + 30);
        for (int day = from + dice.below(182); day <= LAST; day += 182) {
            boolean isHurt = day >= incidentOn && day < incidentOn + Rhythm.INCIDENT_DAYS;
            long score = Math.round(7.6 + 1.3 * mood - (isHurt ? 2.5 : 0) + dice.gaussian());
            boolean answers = dice.chance(Math.max(0.05, 0.28 + 0.1 * mood));
            String driver = dice.pick(DRIVERS);
            if (answers && customer.buys() && customer.life().pace(day) > 0) {
                write(customer.crmNumber(), contacts.any(dice), "nps", driver, day, score, 0, 10);
            }
        }
        for (int closedOn : complaintsClosed) {
            long score = Math.max(1, Math.min(5, Math.round(3.2 + 0.6 * mood + 0.8 * dice.gaussian())));
            if (dice.chance(0.5) && closedOn + 3 <= LAST) {
                write(customer.crmNumber(), contacts.main(), "csat", "service", closedOn + 3, score, 1, 5);
            }
        }
    }

    private void write(
            String account,
            @Nullable String contact,
            String instrument,
            String driver,
            int day,
            long score,
            int low,
            int high)
            throws IOException {
        raw(account, contact, instrument, driver, day, Math.max(low, Math.min(high, score)), low, high);
    }

    String raw(
            String account,
            @Nullable String contact,
            String instrument,
            String driver,
            int day,
            long score,
            int low,
            int high)
            throws IOException {
        String id = "S" + (3000 + delivery.next(Table.SURVEYS));
        delivery.to(Table.SURVEYS)
                .text(id)
                .text(account)
                .text(contact)
                .text(instrument)
                .text(driver)
                .timestamp(History.moment(day, 10, 45))
                .whole(score)
                .whole(low)
                .whole(high)
                .end();
        return id;
    }
}
