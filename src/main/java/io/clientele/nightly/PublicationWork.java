package io.clientele.nightly;

import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.publish.Publication;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Switch;
import io.clientele.publish.Version;
import io.clientele.warehouse.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Demands the gates and publishes. */
final class PublicationWork {

    private final Night night;
    private final ExplanationWork explanation;
    private final PublicationListener publicationListener;

    PublicationWork(Night night, ExplanationWork explanation, PublicationListener publicationListener) {
        this.night = night;
        this.explanation = explanation;
        this.publicationListener = publicationListener;
    }

    String demandGates() {
        List<String> broken = night
                .modelRoom()
                .rows("SELECT relation, because, failing_count, coalesce(first_keys, '') FROM run.gates WHERE verdict ="
                        + " 'stop' ORDER BY relation, gate, because")
                .stream()
                .map(row -> row.text(0) + ": " + row.text(1) + ": broken " + row.text(2)
                        + (row.whole(2) == 1 ? " time" : " times")
                        + (row.text(3).isEmpty() ? "" : ", first " + row.text(3)))
                .toList();
        if (!broken.isEmpty()) {
            List<String> details = new ArrayList<>(broken);
            details.add("what is mended in the models or deliveries takes effect with: ./clientele run --full --as-of "
                    + night.id().businessDate());
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot publish " + night.id().words() + ": " + broken.size()
                            + (broken.size() == 1 ? " promise is broken" : " promises are broken"),
                    details);
        }
        Row row = night.modelRoom()
                .rows("SELECT count(*), count(*) FILTER (WHERE verdict = 'warn') FROM run.gates")
                .get(0);
        return row.whole(0) + " gates, " + row.whole(1) + (row.whole(1) == 1 ? " warning" : " warnings");
    }

    String publish() {
        List<Contract> marts = night.ingredients().catalogue().published();
        Publication publication =
                new Publication(night.settings().marts(), new MartRoom(night.modelRoom(), marts), publicationListener);
        Version version = publication.write(Provenance.of(night), marts);
        night.ingredients().catalogue().recomputation().ifPresent(found -> explanation.keepBasis(found, version));
        if (isOlderThanShown()) {
            return version.name() + ", kept beside the newer one that is shown";
        }
        new Switch(night.settings().marts(), Catalogues::write, publicationListener).to(version, WallClock.now());
        return version.name();
    }

    /** A day that is made up for later must not take the newest one from its readers. */
    private boolean isOlderThanShown() {
        return PublishedMarts.open(night.settings().marts())
                .currentBusinessDate()
                .map(LocalDate::parse)
                .filter(night.id().businessDate()::isBefore)
                .isPresent();
    }
}
