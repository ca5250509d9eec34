package io.clientele.extract;

import io.clientele.extract.jdbc.Condition;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Belonging;
import io.clientele.model.Contract;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a database is not read, because it is of somebody who was forgotten. The database itself is asked to leave it out, so that
 * its counts and sums prove what is landed.
 */
final class UnreadRows {

    private final Suppressions suppressions;
    private final Source source;
    private final List<Source> sources;
    private final Map<String, Contract> contracts = new LinkedHashMap<>();
    private final Map<String, SourceTable> tables;
    private final Map<String, Condition> theirs = new TreeMap<>();
    private final Set<String> followed = new LinkedHashSet<>();

    /** @param tables all that is read of the source, by the landing table that it fills */
    UnreadRows(
            Suppressions suppressions,
            Source source,
            List<Source> sources,
            List<Contract> landing,
            Map<String, SourceTable> tables) {
        this.suppressions = suppressions;
        this.source = source;
        this.sources = sources;
        this.tables = tables;
        landing.forEach(contract -> contracts.put(contract.relation().name(), contract));
    }

    /** The same tables without them. */
    Map<String, SourceTable> leftOut() {
        Map<String, SourceTable> without = new LinkedHashMap<>();
        tables.forEach((name, table) -> without.put(name, table.without(theirs(name), blanked(name, table))));
        return without;
    }

    private Map<String, Condition> blanked(String name, SourceTable table) {
        Map<String, Condition> blanked = new LinkedHashMap<>();
        Contract contract = Objects.requireNonNull(contracts.get(name), name);
        contract.belonging().mentions().forEach((column, other) -> {
            if (table.gives(column)) {
                Condition leads = leadsToTheirs(table, column, other);
                if (!leads.isNone()) {
                    blanked.put(column, leads);
                }
            }
        });
        return blanked;
    }

    /** What their rows of a table fulfil; nothing where it can have none. */
    private Condition theirs(String name) {
        if (followed.add(name)) {
            theirs.put(name, found(name));
        }
        return theirs.getOrDefault(name, Condition.NONE);
    }

    private Condition found(String name) {
        SourceTable table = tables.get(name);
        Contract contract = contracts.get(name);
        if (table == null || contract == null) {
            return Condition.NONE;
        }
        Belonging belonging = contract.belonging();
        Map<String, String> leads = new LinkedHashMap<>(contract.references());
        leads.putAll(belonging.goesWith());
        Condition found = belonging.isSomebody() ? ownKeys(table, contract) : Condition.NONE;
        for (Map.Entry<String, String> lead : leads.entrySet()) {
            if (table.gives(lead.getKey())) {
                found = found.or(leadsToTheirs(table, lead.getKey(), lead.getValue()));
            }
        }
        return found;
    }

    private Condition ownKeys(SourceTable table, Contract contract) {
        String key = contract.grain().get(0);
        return table.isAmong(
                key, suppressions.among(source.name(), contract.relation().name(), table.texts(key)));
    }

    /** As in {@link Belongings}: to what the same source has, or where it has no such table, to somebody of any other. */
    private Condition leadsToTheirs(SourceTable table, String column, String other) {
        SourceTable ours = tables.get(other);
        if (ours != null) {
            Condition ofOther = theirs(other);
            return ofOther.isNone() ? Condition.NONE : table.leadsTo(column, ours, ofOther);
        }
        Contract led = contracts.get(other);
        if (led == null || !led.belonging().isSomebody()) {
            return Condition.NONE;
        }
        Set<String> named = table.texts(column);
        Set<String> keys = new TreeSet<>();
        sources.stream()
                .filter(deliverer -> deliverer.delivers(other))
                .forEach(deliverer -> keys.addAll(suppressions.among(deliverer.name(), other, named)));
        return table.isAmong(column, keys);
    }
}
