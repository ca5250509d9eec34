package io.clientele.generate;

import org.jspecify.annotations.Nullable;

/** What is sold. Prices in cents. */
enum Category {
    VALVES("10", "Valves", null, 0, 0, ""),
    BALL_VALVES("11", "Ball valves", VALVES, 1500, 12000, "Ball valve DN"),
    GATE_VALVES("12", "Gate valves", VALVES, 4000, 18000, "Gate valve DN"),
    CHECK_VALVES("13", "Check valves", VALVES, 1200, 9000, "Check valve DN"),
    PUMPS("20", "Pumps", null, 0, 0, ""),
    CENTRIFUGAL_PUMPS("21", "Centrifugal pumps", PUMPS, 14000, 42000, "Centrifugal pump CP"),
    DOSING_PUMPS("22", "Dosing pumps", PUMPS, 11000, 36000, "Dosing pump DP"),
    SEALS("30", "Seals", null, 0, 0, ""),
    GASKETS("31", "Gaskets", SEALS, 400, 2500, "Flat gasket FG"),
    MECHANICAL_SEALS("32", "Mechanical seals", SEALS, 2500, 14000, "Mechanical seal MS"),
    SERVICE("90", "Service and freight", null, 0, 0, "");

    private final String id;
    private final String label;
    private final @Nullable Category parent;
    private final int lowest;
    private final int highest;
    private final String product;

    Category(String id, String label, @Nullable Category parent, int lowest, int highest, String product) {
        this.id = id;
        this.label = label;
        this.parent = parent;
        this.lowest = lowest;
        this.highest = highest;
        this.product = product;
    }

    String id() {
        return id;
    }

    String label() {
        return label;
    }

    @Nullable
    Category parent() {
        return parent;
    }

    boolean isDurable() {
        return parent == PUMPS;
    }

    int lowest() {
        return lowest;
    }

    int highest() {
        return highest;
    }

    /** How the names of its products begin. */
    String product() {
        return product;
    }
}
