package io.clientele.nightly;

import io.clientele.explain.Bases;
import io.clientele.explain.Basis;
import io.clientele.explain.Explanation;
import io.clientele.model.Recomputation;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Version;

/** Explains the night by the last one, and keeps what the next one is explained by. */
final class ExplanationWork {

    private final Night night;

    ExplanationWork(Night night) {
        this.night = night;
    }

    /** Writes aside what the next night will be explained by, and explains this one by the last that is published. */
    String explain(Recomputation recomputation) {
        Bases bases = Bases.at(night.settings().bases());
        Basis tonight = writeBasis(bases, recomputation);
        return new Explanation(
                        recomputation,
                        tonight,
                        night.modelRoom(),
                        WorkFolder.of(night.id(), night.settings()).explanation())
                .since(
                        PublishedMarts.open(night.settings().marts())
                                .newestBefore(night.id().businessDate()),
                        bases);
    }

    private Basis writeBasis(Bases bases, Recomputation recomputation) {
        return bases.write(night.id().toString(), recomputation, ToolVersion.ofClientele(), night.modelRoom());
    }

    /** Before readers see a version, the next night must find by what to explain its difference. */
    void keepBasis(Recomputation recomputation, Version version) {
        Bases bases = Bases.at(night.settings().bases());
        if (!bases.isWritten(night.id().toString())) {
            writeBasis(bases, recomputation);
        }
        bases.keep(night.id().toString(), version.name());
    }
}
