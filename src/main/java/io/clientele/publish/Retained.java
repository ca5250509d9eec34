package io.clientele.publish;

import io.clientele.model.Retention;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which versions stay: a rule over their names, when readers ceased to be shown them, and what is shown now. */
final class Retained {

    private static final Comparator<VersionName> NEWEST_FIRST = Comparator.comparing(VersionName::businessDate)
            .thenComparing(VersionName::revision)
            .thenComparing(VersionName::hash)
            .reversed();

    private final Retention policy;
    private final List<VersionName> newestFirst;
    private final Optional<VersionName> current;

    Retained(Retention policy, List<VersionName> versions, Optional<VersionName> current) {
        this.policy = policy;
        this.newestFirst = versions.stream().sorted(NEWEST_FIRST).toList();
        this.current = current;
    }

    /**
     * The versions that nothing may delete now.
     *
     * @param supersededSince when each version that is not shown was first found not to be
     * @param lastGood what was shown before the current version
     */
    Set<VersionName> at(Instant now, Map<VersionName, Instant> supersededSince, Optional<VersionName> lastGood) {
        Set<VersionName> kept = new HashSet<>();
        current.ifPresent(kept::add);
        lastGood.ifPresent(kept::add);
        newestFirst.stream().limit(policy.versions()).forEach(kept::add);
        kept.addAll(monthEnds());
        newestFirst.stream()
                .filter(version -> supersededSince
                        .getOrDefault(version, now)
                        .plus(policy.superseded())
                        .isAfter(now))
                .forEach(kept::add);
        return kept;
    }

    /** Of each past month the last version of its last day; the month of the newest version is not over yet. */
    private List<VersionName> monthEnds() {
        Map<YearMonth, VersionName> lastOfMonth = newestFirst.stream()
                .collect(Collectors.toMap(
                        version -> YearMonth.from(version.businessDate()),
                        version -> version,
                        (newer, older) -> newer,
                        () -> new TreeMap<>(Comparator.<YearMonth>reverseOrder())));
        return lastOfMonth.values().stream().skip(1).limit(policy.monthEnds()).toList();
    }
}
