package io.clientele.generate;

/** Whom the supplier serves. The industry decides how customers answer to price: see {@link Segment}. */
enum Industry {
    PHARMA("pharma", Segment.VALUE, "Pharma"),
    FOOD("food", Segment.VALUE, "Lebensmittel"),
    CHEMICALS("chemicals", Segment.STANDARD, "Chemie"),
    WATER("water", Segment.STANDARD, "Wasserwerke"),
    ENERGY("energy", Segment.STANDARD, "Energie"),
    MACHINERY("machinery", Segment.PRICE, "Maschinenbau"),
    TRADE("trade", Segment.PRICE, "Technischer Handel");

    private final String label;
    private final Segment segment;
    private final String trade;

    Industry(String label, Segment segment, String trade) {
        this.label = label;
        this.segment = segment;
        this.trade = trade;
    }

    String label() {
        return label;
    }

    Segment segment() {
        return segment;
    }

    /** As it stands in a company's name. */
    String trade() {
        return trade;
    }

    /** Price elasticity of quantity: mean of the segment; customers scatter around it. */
    enum Segment {
        VALUE(-1.2),
        STANDARD(-2.0),
        PRICE(-3.0);

        static final double SPREAD = 0.5;

        private final double elasticity;

        Segment(double elasticity) {
            this.elasticity = elasticity;
        }

        double elasticity() {
            return elasticity;
        }
    }
}
