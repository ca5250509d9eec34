package io.clientele.nightly;

import io.clientele.extract.TakeIn;
import io.clientele.model.Contract;
import io.clientele.warehouse.Row;
import java.util.Optional;

/** What the steps of the take-in do. */
final class LandingWork {

    private final Night night;

    LandingWork(Night night) {
        this.night = night;
    }

    String keepDeliveries() {
        int taken = night.takeIn().keepDeliveries(WallClock.now());
        return taken == 0 ? "every delivery is kept already" : taken + (taken == 1 ? " file" : " files") + " kept";
    }

    String take(Contract contract) {
        if (contract.converted().isPresent()) {
            night.makeRates();
        }
        Optional<TakeIn.Counts> counts = night.takeIn().take(contract);
        if (counts.isEmpty()) {
            return "there already";
        }
        TakeIn.Counts rows = counts.get();
        if (rows.delivered() == 0) {
            return isDelivered(contract) ? "no rows" : "not delivered";
        }
        return Told.rows(rows.accepted())
                + (rows.quarantined() > 0 ? ", " + rows.quarantined() + " quarantined" : "")
                + (rows.filtered() > 0 ? ", " + rows.filtered() + " filtered" : "");
    }

    private boolean isDelivered(Contract contract) {
        return night.ingredients().sources().stream()
                .anyMatch(source -> source.delivers(contract.relation().name()));
    }

    String reconcile() {
        night.takeIn().close();
        Row row = night.warehouse()
                .rows("SELECT coalesce(CAST(sum(delivered_count) AS BIGINT), 0), coalesce(CAST(sum(accepted_count) AS"
                        + " BIGINT), 0), coalesce(CAST(sum(quarantined_count) AS BIGINT), 0),"
                        + " coalesce(CAST(sum(filtered_count) AS BIGINT), 0) FROM run.deliveries")
                .get(0);
        return row.whole(0) + " delivered = " + row.whole(1) + " accepted + " + row.whole(2) + " quarantined + "
                + row.whole(3) + " filtered";
    }
}
