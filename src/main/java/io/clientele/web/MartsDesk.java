package io.clientele.web;

import io.clientele.nightly.MartsKeeping;
import io.clientele.nightly.NightSettings;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Verification;
import io.clientele.publish.Version;
import io.clientele.publish.VersionsCollected;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;

/** Published versions for who asks over the network. */
@PreAuthorize(Needs.NOBODY)
class MartsDesk {

    private final PublishedMarts marts;
    private final MartsKeeping keeping;

    MartsDesk(NightSettings settings) {
        this.marts = PublishedMarts.open(settings.marts());
        this.keeping = new MartsKeeping(settings);
    }

    @PreAuthorize(Needs.VIEWER)
    Optional<Pointer> pointer() {
        return marts.pointer();
    }

    @PreAuthorize(Needs.VIEWER)
    List<String> versions() {
        return marts.versions();
    }

    @PreAuthorize(Needs.VIEWER)
    Optional<Version> version(String name) {
        return marts.find(name);
    }

    /** Reads every byte of it, so not everybody may. */
    @PreAuthorize(Needs.OPERATOR)
    Optional<Verification> verify(String version) {
        return marts.verify(version);
    }

    /** @return what was shown before */
    @PreAuthorize(Needs.OPERATOR)
    String rollBack(String version, String reason) {
        return keeping.rollBack(version, Asker.now(), reason);
    }

    /** What {@link #collect} would do now. */
    @PreAuthorize(Needs.OPERATOR)
    VersionsCollected planCollection() {
        return keeping.plan(keeping.retention());
    }

    /** What it deletes is gone. */
    @PreAuthorize(Needs.ADMIN)
    VersionsCollected collect() {
        return keeping.collect(keeping.retention(), Asker.now());
    }
}
