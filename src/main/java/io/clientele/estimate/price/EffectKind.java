package io.clientele.estimate.price;

/** What is taken out of prices and quantities before a slope is found. */
enum EffectKind {
    /** An effect of each product in each month. */
    CELLS,
    /** An effect of each product and one of each month. */
    ADDITIVE;

    CellEffects effects(int[] counts, int[] products, int[] months) {
        return switch (this) {
            case CELLS -> new CellEffects.OfEachCell(counts);
            case ADDITIVE -> CellEffects.OfProductAndMonth.of(counts, products, months);
        };
    }
}
