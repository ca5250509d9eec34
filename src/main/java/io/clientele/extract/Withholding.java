package io.clientele.extract;

import io.clientele.extract.Inspection.Delivery;
import io.clientele.model.Contract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What of tonight's deliveries is not landed, because it is of somebody who was forgotten. */
final class Withholding {

    /** What stands in the place of a line that is not kept. */
    static final String WITHHELD = "(withheld)";

    private final Suppressions suppressions;
    private final Belongings belongings;
    private final List<String> tablesOfSomebody;

    private Withholding(Suppressions suppressions, Belongings belongings, List<String> tablesOfSomebody) {
        this.suppressions = suppressions;
        this.belongings = belongings;
        this.tablesOfSomebody = tablesOfSomebody;
    }

    static Withholding of(
            Suppressions suppressions,
            List<Source> sources,
            List<Contract> landing,
            List<Delivery> deliveries,
            TakeInEngine engine) {
        Belongings belongings = new Belongings(
                sources,
                landing,
                engine,
                (source, file) -> records(deliveries, source, file),
                (deliverer, table, keys) -> suppressions.among(deliverer.name(), table, keys));
        List<Contract> ofSomebody = landing.stream()
                .filter(contract -> contract.belonging().isSomebody())
                .toList();
        Map<String, SortedSet<String>> known = new TreeMap<>();
        for (Contract contract : ofSomebody) {
            String table = contract.relation().name();
            for (Source source : sources) {
                known.put(
                        Belongings.id(source.name(), table),
                        new TreeSet<>(suppressions.among(source.name(), table, belongings.keysOf(source, contract))));
            }
        }
        belongings.follow(known);
        return new Withholding(
                suppressions,
                belongings,
                ofSomebody.stream().map(contract -> contract.relation().name()).toList());
    }

    private static Optional<String> records(List<Delivery> deliveries, Source source, String file) {
        return deliveries.stream()
                .filter(delivery -> delivery.source().name().equals(source.name()))
                .flatMap(delivery -> Optional.ofNullable(delivery.files().get(file)).stream())
                .map(FileLanding::records)
                .findFirst();
    }

    Optional<RowRule> rule(Source source, String file) {
        return belongings.rule(source, file);
    }

    /** Whether a line that is no record has one of their keys among its fields. */
    boolean isNamed(Source source, FileFormat format, String line) {
        List<String> fields = Arrays.stream(line.split(Pattern.quote(format.delimiter()) + "|\\R"))
                .map(field -> field.replace(format.quote(), "").strip())
                .filter(field -> !field.isEmpty())
                .toList();
        Set<String> theirs = belongings.keysIn(source);
        return fields.stream().anyMatch(theirs::contains)
                || tablesOfSomebody.stream().anyMatch(table -> !suppressions
                        .among(source.name(), table, fields)
                        .isEmpty());
    }
}
