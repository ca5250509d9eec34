package io.clientele.extract;

import io.clientele.model.Belonging;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of delivered files are those of given customers: their own records, and whatever leads to them by what the contracts say.
 * Keys are compared as they were delivered, without the blanks around them.
 */
final class Belongings {

    /** Where the records of a file of a source are read; empty where there are none. */
    interface Records {
        Optional<String> of(Source source, String file);
    }

    private static final SortedSet<String> NONE = Collections.emptySortedSet();

    private final List<Source> sources;
    private final Map<String, Contract> contracts = new LinkedHashMap<>();
    private final TakeInEngine engine;
    private final Records records;
    private final Map<String, SortedSet<String>> keys = new HashMap<>();
    private final Map<String, RowRule> rules = new LinkedHashMap<>();
    private final Set<String> followed = new LinkedHashSet<>();

    Belongings(List<Source> sources, List<Contract> landing, TakeInEngine engine, Records records) {
        this.sources = sources;
        this.engine = engine;
        this.records = records;
        landing.forEach(contract -> contracts.put(contract.relation().name(), contract));
    }

    /** The contract whose rows are customers; empty where no contract says that they are. */
    static Optional<Contract> subject(List<Contract> landing) {
        return landing.stream()
                .filter(contract -> contract.belonging().subject().isPresent())
                .findFirst();
    }

    /** The keys of customers that a source delivers. */
    List<String> subjectKeys(Source source, Contract subject) {
        return source.mapping(subject.relation().name()).stream()
                .flatMap(mapping -> keysWhere(source, subject, mapping, "true").stream())
                .toList();
    }

    /**
     * Follows all that leads to customers.
     *
     * @param known keys that were found before, by {@code source/table}; those of customers are the ones of the subject's table
     * @throws Refusal {@code USAGE} where a source is one whose rows cannot be told apart before they are landed
     */
    void follow(Map<String, SortedSet<String>> known) {
        known.forEach((id, found) -> keys.put(id, new TreeSet<>(found)));
        contracts.values().forEach(this::follow);
    }

    private void follow(Contract contract) {
        String table = contract.relation().name();
        if (!followed.add(table)) {
            return;
        }
        Belonging belonging = contract.belonging();
        Map<String, String> leads = new LinkedHashMap<>(contract.references());
        leads.putAll(belonging.goesWith());
        List<String> neighbours = new ArrayList<>(leads.values());
        neighbours.addAll(belonging.mentions().values());
        neighbours.stream().map(contracts::get).filter(other -> other != null).forEach(this::follow);
        for (Source source : sources) {
            source.mapping(table).ifPresent(mapping -> follow(source, contract, mapping, leads));
        }
    }

    private void follow(Source source, Contract contract, TableMapping mapping, Map<String, String> leads) {
        String table = contract.relation().name();
        Map<String, Set<String>> theirs = columns(source, mapping, leads);
        contract.belonging()
                .subject()
                .flatMap(relation -> delivered(mapping, contract.grain().get(0)))
                .ifPresent(column -> theirs.put(column, keysOf(source, table)));
        theirs.values().removeIf(Set::isEmpty);
        Map<String, Set<String>> named =
                columns(source, mapping, contract.belonging().mentions());
        named.values().removeIf(Set::isEmpty);
        boolean isReached =
                leads.values().stream().anyMatch(other -> !keysOf(source, other).isEmpty());
        if (mapping.fromFile().isEmpty()) {
            if (isReached || !keysOf(source, table).isEmpty()) {
                throw untold(source, mapping);
            }
            return;
        }
        if (theirs.isEmpty() && named.isEmpty()) {
            return;
        }
        RowRule rule = new RowRule(theirs, named);
        rules.merge(id(source.name(), mapping.fromFile().get()), rule, RowRule::with);
        if (contract.belonging().subject().isEmpty() && !theirs.isEmpty()) {
            keys.computeIfAbsent(id(source.name(), table), none -> new TreeSet<>())
                    .addAll(keysWhere(source, contract, mapping, rule.isTheirs()));
        }
    }

    /** What a query makes of files, or a database of its tables, is only known after it has been read. */
    private static Refusal untold(Source source, TableMapping mapping) {
        return new Refusal(
                Refusal.Kind.USAGE,
                "Cannot forget anybody whom " + source.name() + " knows: " + mapping.table() + " is read "
                        + mapping.says()
                        + ", and only of files that are mapped column by column it is known whose their rows are\n  at "
                        + source.definition() + ":" + mapping.line());
    }

    private Map<String, Set<String>> columns(Source source, TableMapping mapping, Map<String, String> leads) {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        leads.forEach((column, table) ->
                delivered(mapping, column).ifPresent(found -> columns.put(found, keysOf(source, table))));
        return columns;
    }

    /** A reference leads to what the same source delivered, or where it does not deliver that table, anywhere. */
    private Set<String> keysOf(Source source, String table) {
        if (source.delivers(table)) {
            return keys.getOrDefault(id(source.name(), table), NONE);
        }
        Set<String> all = new TreeSet<>();
        sources.forEach(other -> all.addAll(keys.getOrDefault(id(other.name(), table), NONE)));
        return all;
    }

    private Set<String> keysWhere(Source source, Contract contract, TableMapping mapping, String condition) {
        Optional<String> column = delivered(mapping, contract.grain().get(0));
        Optional<String> rows = mapping.fromFile().flatMap(file -> records.of(source, file));
        if (column.isEmpty() || rows.isEmpty()) {
            return new TreeSet<>();
        }
        Set<String> found = new TreeSet<>();
        for (List<@Nullable Object> row : engine.rows("SELECT DISTINCT " + RowRule.key(column.get()) + " AS key FROM "
                + rows.get() + " WHERE " + condition)) {
            Object key = row.get(0);
            if (key != null && !key.toString().isEmpty()) {
                found.add(key.toString());
            }
        }
        return found;
    }

    /** The delivered column that a column of the contract comes from. */
    static Optional<String> delivered(TableMapping mapping, String column) {
        if (mapping.columns().isEmpty()) {
            return Optional.of(column);
        }
        return mapping.columns().get(column) instanceof ColumnMapping.Delivered from
                ? Optional.of(from.column())
                : Optional.empty();
    }

    /** What holds for the rows of a file; empty where it has none of theirs. */
    Optional<RowRule> rule(Source source, String file) {
        return Optional.ofNullable(rules.get(id(source.name(), file)));
    }

    /** All keys of theirs, by {@code source/table}. */
    SortedMap<String, SortedSet<String>> keys() {
        return new TreeMap<>(keys);
    }

    /** All keys of theirs that a source delivered, of whatever table. */
    Set<String> keysIn(Source source) {
        Set<String> all = new TreeSet<>();
        keys.forEach((id, found) -> {
            if (id.startsWith(source.name() + "/")) {
                all.addAll(found);
            }
        });
        return all;
    }

    static String id(String source, String name) {
        return source + "/" + name;
    }
}
