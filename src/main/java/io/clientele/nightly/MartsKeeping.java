package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.model.Retention;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.Switch;
import io.clientele.publish.Verification;
import io.clientele.publish.VersionCollector;
import io.clientele.publish.VersionsCollected;
import java.time.Instant;
import java.util.List;

/** What is done with published versions besides making them: showing an older one again, and deleting what nothing keeps. */
public final class MartsKeeping {

    private final NightSettings settings;
    private final Audit audit;

    public MartsKeeping(NightSettings settings) {
        this.settings = settings;
        this.audit = new Audit(settings);
    }

    /**
     * Shows another version that is there, after every file of it was compared again.
     *
     * @param who asks for it, and {@code reason} why, for the record
     * @return what was shown before
     * @throws Refusal {@code USAGE} where there is no such version, {@code GATE} where it is damaged, {@code BUSY} while a night runs
     */
    public String rollBack(String version, Actor who, String reason) {
        if (reason.isBlank()) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot show " + version + " without a reason");
        }
        try (NightLock lock = NightLock.take(settings.state(), me())) {
            PublishedMarts marts = PublishedMarts.open(settings.marts());
            Verification found = marts.verify(version).orElseThrow(() -> unknown(version, marts));
            if (!found.isClean()) {
                throw new Refusal(
                        Refusal.Kind.GATE,
                        "Cannot show " + version + ": it is not as it was published. " + marts.stillShown(),
                        found.problems());
            }
            String before = marts.pointer().map(Pointer::version).orElse("nothing");
            audit.tell(who, "rollback", version, reason, null, before, version);
            new Switch(settings.marts(), Catalogues::write, PublicationListener.NONE)
                    .to(marts.version(version), WallClock.now());
            return before;
        }
    }

    private static Refusal unknown(String version, PublishedMarts marts) {
        List<String> there = marts.versions();
        return new Refusal(
                Refusal.Kind.USAGE,
                "Cannot show " + version + ": there is no such version",
                there.isEmpty() ? List.of() : List.of("there are " + String.join(", ", there)));
    }

    /** What {@link #collect} would do now. */
    public VersionsCollected plan(Retention policy) {
        return new VersionCollector(settings.marts(), policy).plan(WallClock.now());
    }

    /**
     * Lets versions expire that nothing keeps, and deletes those whose time of grace is over.
     *
     * @throws Refusal {@code BUSY} while a night runs
     */
    public VersionsCollected collect(Retention policy, Actor who) {
        try (NightLock lock = NightLock.take(settings.state(), me())) {
            Instant now = WallClock.now();
            VersionCollector collector = new VersionCollector(settings.marts(), policy);
            VersionsCollected planned = collector.plan(now);
            planned.expired().stream()
                    .filter(each -> each.deletableFrom().equals(now.plus(policy.grace())))
                    .forEach(each -> audit.tell(who, "expire", each.version(), null, null));
            planned.deleted().forEach(version -> audit.tell(who, "delete", version, null, null));
            return collector.collect(now);
        }
    }

    private static RunHolder me() {
        return new RunHolder("marts", ProcessHandle.current().pid(), WallClock.now());
    }

    /** How long versions stay, as {@code nightly.yaml} says. */
    public Retention retention() {
        return Ingredients.read(settings).catalogue().job().retention();
    }
}
