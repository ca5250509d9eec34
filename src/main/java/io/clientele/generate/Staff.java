package io.clientele.generate;

import io.clientele.generate.Dice.Purpose;
import java.util.List;

/** Account managers and agents. One manager has left: half of the accounts were handed over, half still wait. */
final class Staff {
    static final int LEFT_ON = History.day(2026, 3, 31);

    /** Gives about twice the discounts of the others. */
    static final int GENEROUS = 1;

    static final int LEAVER = 2;

    private static final int SUCCESSOR = 3;
    static final int AGENTS = 5;
    static final List<String> TERRITORIES = List.of("North", "South", "West", "East", "Export");

    private static final List<String> GIVEN = List.of(
            "Anna", "Jonas", "Mira", "Lukas", "Clara", "Felix", "Nora", "Emil", "Ida", "Paul", "Lena", "Oskar", "Greta",
            "Anton", "Frida", "Milan");
    static final List<String> SURNAMES = List.of(
            "Albrecht",
            "Brandt",
            "Castell",
            "Dorn",
            "Ebert",
            "Falk",
            "Gerlach",
            "Hartung",
            "Imhof",
            "Jansen",
            "Keller",
            "Lindner",
            "Mertens",
            "Noll",
            "Osterkamp",
            "Petri",
            "Quandel",
            "Reuter",
            "Seidel",
            "Thelen",
            "Ulmer",
            "Vogler",
            "Wieland",
            "Zander",
            "Ahlers",
            "Bergmann",
            "Degener",
            "Eilers",
            "Fromm",
            "Gossler",
            "Hagen",
            "Jordan",
            "Kessler",
            "Lorenz",
            "Molitor",
            "Nissen");

    private final long seed;
    private final int managers;

    Staff(long seed, int customers) {
        this.seed = seed;
        managers = Math.max(8, Math.min(400, customers / 60));
    }

    int managers() {
        return managers;
    }

    static String managerId(int manager) {
        return "M" + (101 + manager);
    }

    static String agentId(int agent) {
        return "V" + (11 + agent);
    }

    static String person(Dice dice) {
        return dice.pick(GIVEN) + " " + dice.pick(SURNAMES);
    }

    String managerName(int manager) {
        return person(new Dice(seed, Purpose.STAFF, manager));
    }

    static boolean hasLeft(int manager) {
        return manager == LEAVER;
    }

    /** Who looks after the account on that day. */
    static int inCharge(int manager, boolean isHandedOver, int day) {
        return hasLeft(manager) && isHandedOver && day > LEFT_ON ? SUCCESSOR : manager;
    }
}
