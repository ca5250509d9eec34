package io.clientele.generate;

import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in the books.
 *
 * @param main its first line, always goods
 * @param deliveredOn when the last of it was delivered, possibly after the history
 */
record Placed(
        long id,
        int day,
        boolean isCancelled,
        Money money,
        long net,
        Line main,
        long mainLineId,
        int promisedOn,
        int deliveredOn,
        String channel,
        @Nullable String agent) {

    boolean isLate() {
        return deliveredOn > promisedOn;
    }

    boolean isDelivered() {
        return !isCancelled && deliveredOn <= History.LAST;
    }
}
