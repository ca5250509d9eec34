package io.clientele.extract;

import io.clientele.extract.Extract.Increment;
import io.clientele.extract.jdbc.Database;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.extract.jdbc.Look;
import io.clientele.extract.jdbc.Session;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A check of a database: it is connected to as in a night, and asked for no more than a hundred rows of a table. */
final class DatabaseCheck {

    private final Source source;
    private final Database database;
    private final List<Contract> landing;
    private final Drivers drivers;
    private final List<Finding> findings = new ArrayList<>();

    DatabaseCheck(Source source, Database database, List<Contract> landing, Drivers drivers) {
        this.source = source;
        this.database = database;
        this.landing = landing;
        this.drivers = drivers;
    }

    List<Finding> findings(Instant now) {
        try (Session session = Session.open(database, drivers)) {
            findings.add(Finding.fact("", "answers at " + database.url()));
            compareClocks(new ClockDifference(session.now(), now));
            lookAtState(session);
            lookAtRights(session);
            for (Contract contract : landing) {
                source.mapping(contract.relation().name())
                        .flatMap(TableMapping::extract)
                        .ifPresent(extract ->
                                findings.addAll(new DatabaseTableCheck(session, contract, extract).findings()));
            }
        } catch (Refusal e) {
            findings.add(Finding.problem(e.kind(), "", String.valueOf(e.getMessage())));
        }
        return List.copyOf(findings);
    }

    private void compareClocks(ClockDifference difference) {
        if (difference.isOfAnotherDay()) {
            findings.add(Finding.problem(Refusal.Kind.GATE, "", difference.says()));
        } else if (difference.isWorthAWord()) {
            findings.add(Finding.doubt("", difference.says()));
        } else {
            findings.add(Finding.fact("", difference.says()));
        }
    }

    private void lookAtState(Session session) {
        if (database.connections() == 1) {
            findings.add(Finding.fact("", "its one connection reads one state of it"));
        } else if (session.isStateShared()) {
            findings.add(Finding.fact("", "all connections (" + database.connections() + ") read one state of it"));
        } else if (isIncremental()) {
            findings.add(Finding.doubt("", severalStates()));
        } else {
            findings.add(Finding.fact("", severalStates()));
        }
    }

    private boolean isIncremental() {
        return source.tables().values().stream()
                .flatMap(mapping -> mapping.extract().stream())
                .anyMatch(extract -> !(extract.increment() instanceof Increment.Whole));
    }

    private String severalStates() {
        return "each connection (" + database.connections()
                + ") reads the state at which it began: where rows change at that moment, the night's totals do not"
                + " agree and it stops; connections: 1 reads one state";
    }

    private void lookAtRights(Session session) {
        try {
            new Look(session)
                    .isWriter()
                    .ifPresent(isWriter -> findings.add(
                            isWriter
                                    ? Finding.doubt(
                                            "",
                                            database.username()
                                                    + " could change rows; a login that may only read is enough")
                                    : Finding.fact("", database.username() + " may read and change no row")));
        } catch (SQLException e) {
            findings.add(Finding.doubt("", "it does not say what we may do: " + session.told(e)));
        }
    }
}
