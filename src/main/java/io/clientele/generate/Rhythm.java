package io.clientele.generate;

import static io.clientele.generate.History.FIRST;
import static io.clientele.generate.History.LAST;
import static io.clientele.generate.History.NEVER;

import io.clientele.generate.Customer.Life;
import io.clientele.generate.Customer.Pattern;
import io.clientele.generate.Dice.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * When a customer orders. Gaps are Erlang in operational time, which runs at the customer's own pace, rests on closed days,
 * slows before it leaves, stands still while it is gone and runs at 80 % for half a year after a quality incident.
 */
final class Rhythm {
    static final double INCIDENT_EXPOSURE = 0.5;
    static final double INCIDENT_EFFECT = -0.20;
    static final int INCIDENT_DAYS = 182;
    static final double BEFORE_LEAVING = 0.6;
    static final double CANCELLED = 0.015;
    static final double RETURNED = 0.03;

    private static final int ENOUGH_ORDERS = 6;
    private static final double USUAL_GAP_DAYS = 60;

    private final long seed;
    private final double scale;

    /**
     * @param scale orders relative to one in sixty days for a typical customer
     */
    Rhythm(long seed, double scale) {
        this.seed = seed;
        this.scale = scale;
    }

    /**
     * @param weight how many lines it has, relative to other orders
     */
    record Order(int day, double weight, boolean isCancelled, boolean isReturned) {}

    record Schedule(List<Order> orders, int incidentOn) {}

    double ordersPerYear(Life life) {
        return life.frequency() * scale * 365.25 / USUAL_GAP_DAYS;
    }

    Schedule schedule(Customer customer) {
        Life life = customer.life();
        Dice dice = new Dice(seed, Purpose.RHYTHM, customer.index());
        List<Order> orders = new ArrayList<>();
        if (life.pattern() == Pattern.PROSPECT) {
            return new Schedule(orders, NEVER);
        }
        int incidentOn = NEVER;
        boolean isNew = life.joinedOn() >= FIRST;
        double due = isNew ? 0 : dice.erlang(life.gapShape() + 1, life.gapShape()) * dice.uniform();
        double time = 0;
        for (int day = Math.max(FIRST, life.joinedOn()); day <= LAST; day++) {
            if (day == life.incidentOn() && isHit(orders, day, dice)) {
                incidentOn = day;
            }
            if (day == life.wonBackOn()) {
                due = time;
            }
            double pace = life.pace(day) * History.pace(day);
            time += pace * scale * life.frequency() / USUAL_GAP_DAYS * incidentFactor(incidentOn, day);
            while (pace > 0 && time >= due) {
                orders.add(new Order(day, dice.factor(0.5), dice.chance(CANCELLED), dice.chance(RETURNED)));
                due += dice.erlang(life.gapShape(), life.gapShape());
                if (life.pattern() == Pattern.ONE_TIME) {
                    return new Schedule(orders, NEVER);
                }
            }
        }
        return new Schedule(orders, incidentOn);
    }

    /** Incidents hit those who have bought much lately; given how much that was, they hit at random. */
    private static boolean isHit(List<Order> orders, int day, Dice dice) {
        long recent = orders.stream()
                .filter(order -> order.day() >= day - INCIDENT_DAYS)
                .count();
        return dice.chance((double) recent / ENOUGH_ORDERS);
    }

    private static double incidentFactor(int incidentOn, int day) {
        boolean isAfter = incidentOn != NEVER && day >= incidentOn && day < incidentOn + INCIDENT_DAYS;
        return isAfter ? 1 + INCIDENT_EFFECT : 1;
    }
}
