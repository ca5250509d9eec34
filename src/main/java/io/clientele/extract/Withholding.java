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

    private Withholding(Suppressions suppressions, Belongings belongings) {
        this.suppressions = suppressions;
        this.belongings = belongings;
    }

    static Withholding of(
            Suppressions suppressions,
            List<Source> sources,
            List<Contract> landing,
            List<Delivery> deliveries,
            TakeInEngine engine) {
        Belongings belongings =
                new Belongings(sources, landing, engine, (source, file) -> records(deliveries, source, file));
        Belongings.subject(landing).ifPresent(subject -> {
            Map<String, SortedSet<String>> customers = new TreeMap<>();
            for (Source source : sources) {
                customers.put(
                        Belongings.id(source.name(), subject.relation().name()),
                        new TreeSet<>(suppressions.among(source.name(), belongings.subjectKeys(source, subject))));
            }
            belongings.follow(customers);
        });
        return new Withholding(suppressions, belongings);
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
                || !suppressions.among(source.name(), fields).isEmpty();
    }
}
