package io.clientele.generate;

import org.jspecify.annotations.Nullable;

/** A line of an order. Money in cents of the document's currency, discount in thousandths. */
record Line(
        Product product,
        String kind,
        long quantity,
        long list,
        long unit,
        int discount,
        long net,
        long cost,
        @Nullable String promotion) {

    Line times(long otherQuantity) {
        return new Line(
                product,
                kind,
                otherQuantity,
                list,
                unit,
                discount,
                unit * otherQuantity,
                Math.round((double) cost / quantity * otherQuantity),
                promotion);
    }

    Line free() {
        return new Line(product, kind, quantity, list, 0, 1000, 0, cost, promotion);
    }

    boolean isDelivered() {
        return kind.equals("goods");
    }
}
