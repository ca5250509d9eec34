package io.clientele.extract;

import io.clientele.extract.Extracted.SourceTotal;
import io.clientele.extract.jdbc.BeginAgain;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has to be true of a table before it is put into its place.
 *
 * @param name of the table and its source, for messages
 * @param key the contract's grain
 */
record Acceptance(String name, SourceTable source, List<String> key) {

    private static final int TOLD_PROBLEMS = 5;

    /**
     * Demands that the source says what was landed.
     *
     * @throws Refusal {@code GATE} where it says otherwise
     * @throws BeginAgain where it says otherwise, but its connections may have seen different states
     */
    void demandProof(List<SourceTotal> totals) {
        List<String> problems = totals.stream()
                .filter(total -> !total.proves())
                .map(Acceptance::words)
                .toList();
        if (problems.isEmpty()) {
            return;
        }
        List<String> told = new ArrayList<>(problems.subList(0, Math.min(TOLD_PROBLEMS, problems.size())));
        if (problems.size() > TOLD_PROBLEMS) {
            told.add("and " + (problems.size() - TOLD_PROBLEMS) + " more");
        }
        withoutKey().ifPresent(told::add);
        if (!source.isStateShared()) {
            throw BeginAgain.lost(name + " is not what the source says that it has: " + String.join("; ", told));
        }
        throw new Refusal(
                Refusal.Kind.GATE, "Cannot accept " + name + ": it is not what the source says that it has", told);
    }

    private Optional<String> withoutKey() {
        long count = source.countWithoutKey();
        return count == 0
                ? Optional.empty()
                : Optional.of((count == 1 ? "1 row of the query has no " : count + " rows of the query have no ")
                        + String.join(", ", key) + ", by which rows are told apart");
    }

    private static String words(SourceTotal total) {
        return (total.column() == null ? "rows" : total.column())
                + (total.currency() == null ? "" : " in " + total.currency())
                + (total.month() == null ? "" : " of " + total.month())
                + ": " + total.ofSource() + " in the source, " + total.landed() + " landed";
    }

    /**
     * Demands that a table has not lost more rows than it may.
     *
     * @param before the rows that the night before had; empty where there is none
     * @throws Refusal {@code GATE}
     */
    void demandNoShrinking(Extract extract, OptionalLong before, long now) {
        if (before.isPresent() && extract.hasShrunk(before.getAsLong(), now)) {
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot accept " + name + ": it has shrunk from " + before.getAsLong() + " rows to " + now,
                    List.of("where that is right, say so in the source file for one night: may_shrink_to_share: 0"));
        }
    }
}
