package io.clientele.nightly.past;

import io.clientele.model.NightGates;
import io.clientele.model.RunRelations;
import io.clientele.publish.GateResult.Verdict;
import io.clientele.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;

/** Holds a night whose marts are made against its day and the nights before it, and writes what it finds to {@code run.gates}. */
public final class Comparison {

    /** No promise of a contract is called so. */
    private static final String OURS =
            "gate LIKE 'volume of %' OR gate LIKE 'freshness of %' OR gate LIKE 'drift of %'";

    private final NightGates gates;
    private final Warehouse warehouse;

    public Comparison(NightGates gates, Warehouse warehouse) {
        this.gates = gates;
        this.warehouse = warehouse;
    }

    /** Writes the figure of every gate, in the place of what an earlier attempt has written; says what was found. */
    public String write(Account account) {
        List<Finding> findings = findings(account);
        warehouse.delete(RunRelations.GATES, OURS);
        warehouse.append(
                RunRelations.GATES,
                RunRelations.all().getOrDefault(RunRelations.GATES, List.of()),
                findings.stream().map(Finding::row).toList());
        long wrong = findings.stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .count();
        int nights = account.comparedWith().size();
        return findings.size() + " figures beside " + (nights == 1 ? "1 night" : nights + " nights")
                + (wrong == 0 ? "" : ", " + wrong + " not as expected");
    }

    private List<Finding> findings(Account account) {
        Figures night = account.night();
        VolumeGate volume = new VolumeGate(gates.volume(), night.businessDate());
        FreshnessGate freshness = new FreshnessGate(gates.freshness(), night.businessDate(), warehouse);
        DriftGate drift = new DriftGate(gates.drift());
        List<Finding> all = new ArrayList<>();
        night.deliveries().forEach(each -> all.add(volume.judge(each, account.comparedWith())));
        gates.freshness().tables().forEach(table -> all.addAll(freshness.judge(table)));
        gates.drift().totals().forEach(total -> all.add(drift.judge(total, night, account.comparedWith())));
        return all;
    }
}
