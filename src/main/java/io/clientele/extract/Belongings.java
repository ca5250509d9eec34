package io.clientele.extract;

import io.clientele.model.Belonging;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    /** Where what a source delivered is read, by the name of its folder of the landing zone; empty where there is nothing. */
    interface Records {
        Optional<String> of(Source source, String folder);
    }

    /** Which of the keys by which rows name another system's customers are theirs, where it is not known from the beginning. */
    interface Elsewhere {
        Collection<String> among(Source deliverer, String table, Collection<String> keys);
    }

    static final SortedSet<String> NONE = Collections.emptySortedSet();

    private final List<Source> sources;
    private final Map<String, Contract> contracts = new LinkedHashMap<>();
    private final TakeInEngine engine;
    private final Records records;
    private final Elsewhere elsewhere;
    private final Map<String, SortedSet<String>> keys = new HashMap<>();
    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Map<String, RowRule> rules = new LinkedHashMap<>();
    private final Set<String> followed = new LinkedHashSet<>();

    Belongings(
            List<Source> sources, List<Contract> landing, TakeInEngine engine, Records records, Elsewhere elsewhere) {
        this.sources = sources;
        this.engine = engine;
        this.records = records;
        this.elsewhere = elsewhere;
        landing.forEach(contract -> contracts.put(contract.relation().name(), contract));
    }

    /** The contract whose rows are customers; empty where no contract says that they are. */
    static Optional<Contract> subject(List<Contract> landing) {
        return landing.stream()
                .filter(contract -> contract.belonging().subject().isPresent())
                .findFirst();
    }

    /** All keys of a table that a source delivers. */
    Set<String> keysOf(Source source, Contract contract) {
        return source.mapping(contract.relation().name())
                .map(mapping -> keysWhere(source, contract, mapping, "true"))
                .orElse(NONE);
    }

    /**
     * Follows all that leads to somebody.
     *
     * @param known keys that were found before, by {@code source/table}; those of who is forgotten themselves among them
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
        theirs.values().removeIf(Set::isEmpty);
        boolean isReached = !theirs.isEmpty();
        if (contract.belonging().isSomebody()) {
            column(source, mapping, contract.grain().get(0))
                    .ifPresent(column -> theirs.put(column, keys.getOrDefault(id(source.name(), table), NONE)));
        }
        theirs.values().removeIf(Set::isEmpty);
        Map<String, Set<String>> named =
                columns(source, mapping, contract.belonging().mentions());
        named.values().removeIf(Set::isEmpty);
        if (mapping.landedAs().isEmpty()) {
            if (isReached || !keys.getOrDefault(id(source.name(), table), NONE).isEmpty()) {
                throw untold(source, mapping);
            }
            return;
        }
        if (theirs.isEmpty() && named.isEmpty()) {
            return;
        }
        RowRule rule = new RowRule(theirs, named);
        rules.merge(id(source.name(), mapping.landedAs().get()), rule, RowRule::with);
        if (contract.belonging().subject().isEmpty() && !theirs.isEmpty()) {
            keys.computeIfAbsent(id(source.name(), table), none -> new TreeSet<>())
                    .addAll(keysWhere(source, contract, mapping, rule.isTheirs()));
        }
    }

    /** What a query makes of files is only known after it has been asked. */
    private static Refusal untold(Source source, TableMapping mapping) {
        return new Refusal(
                Refusal.Kind.USAGE,
                "Cannot forget anybody whom " + source.name() + " knows: " + mapping.table() + " is read "
                        + mapping.says()
                        + ", and of files that a query reads nobody can tell whose their rows are\n  at "
                        + source.definition() + ":" + mapping.line());
    }

    private Map<String, Set<String>> columns(Source source, TableMapping mapping, Map<String, String> leads) {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        leads.forEach((column, table) -> column(source, mapping, column)
                .ifPresent(found -> columns.put(found, keysOf(source, mapping, found, table))));
        return columns;
    }

    /** A reference leads to what the same source delivered, or where it does not deliver that table, anywhere. */
    private Set<String> keysOf(Source source, TableMapping mapping, String column, String table) {
        if (source.delivers(table)) {
            return keys.getOrDefault(id(source.name(), table), NONE);
        }
        Set<String> all = new TreeSet<>();
        for (Source other : sources) {
            all.addAll(keys.getOrDefault(id(other.name(), table), NONE));
            if (isOfSomebody(table) && other.delivers(table)) {
                all.addAll(elsewhere.among(other, table, values(source, mapping, column, "true")));
            }
        }
        return all;
    }

    private boolean isOfSomebody(String table) {
        return Optional.ofNullable(contracts.get(table))
                .filter(contract -> contract.belonging().isSomebody())
                .isPresent();
    }

    private Set<String> keysWhere(Source source, Contract contract, TableMapping mapping, String condition) {
        return column(source, mapping, contract.grain().get(0))
                .map(column -> values(source, mapping, column, condition))
                .orElse(NONE);
    }

    private Set<String> values(Source source, TableMapping mapping, String column, String condition) {
        Optional<String> rows = mapping.landedAs().flatMap(folder -> records.of(source, folder));
        if (rows.isEmpty()) {
            return NONE;
        }
        Set<String> found = new TreeSet<>();
        for (List<@Nullable Object> row : engine.rows(
                "SELECT DISTINCT " + RowRule.key(column) + " AS key FROM " + rows.get() + " WHERE " + condition)) {
            Object key = row.get(0);
            if (key != null && !key.toString().isEmpty()) {
                found.add(key.toString());
            }
        }
        return found;
    }

    /** The delivered column that a column of the contract comes from; empty where it was never delivered. */
    Optional<String> column(Source source, TableMapping mapping, String column) {
        return delivered(mapping, column)
                .filter(found -> mapping.landedAs().isEmpty()
                        || columnsOf(source, mapping).contains(found.toLowerCase(Locale.ROOT)));
    }

    private Set<String> columnsOf(Source source, TableMapping mapping) {
        String folder = mapping.landedAs().orElseThrow();
        return columns.computeIfAbsent(id(source.name(), folder), id -> {
            Set<String> found = new TreeSet<>();
            records.of(source, folder).ifPresent(rows -> engine.rows("DESCRIBE SELECT * FROM " + rows)
                    .forEach(row -> found.add(String.valueOf(row.get(0)).toLowerCase(Locale.ROOT))));
            return found;
        });
    }

    private static Optional<String> delivered(TableMapping mapping, String column) {
        if (mapping.columns().isEmpty()) {
            return Optional.of(column);
        }
        return mapping.columns().get(column) instanceof ColumnMapping.Delivered from
                ? Optional.of(from.column())
                : Optional.empty();
    }

    /** What holds for the rows of a folder of the landing zone; empty where it has none of theirs. */
    Optional<RowRule> rule(Source source, String folder) {
        return Optional.ofNullable(rules.get(id(source.name(), folder)));
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
