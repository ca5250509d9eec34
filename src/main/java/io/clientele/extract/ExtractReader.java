package io.clientele.extract;

import io.clientele.extract.Extract.Increment;
import io.clientele.extract.TableMapping.Query;
import io.clientele.model.Column;
import io.clientele.model.ColumnType.Kind;
import io.clientele.model.Contract;
import io.clientele.model.Nearest;
import io.clientele.model.Problem;
import io.clientele.model.YamlFile;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** Reads how a database fills a landing table. */
final class ExtractReader {

    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Set<Kind> MOMENTS = Set.of(Kind.TIMESTAMP, Kind.DATE);

    private final YamlFile yaml;
    private final String pointer;
    private final List<Problem> problems;

    ExtractReader(YamlFile yaml, String pointer, List<Problem> problems) {
        this.yaml = yaml;
        this.pointer = pointer;
        this.problems = problems;
    }

    Extract read(JsonNode node, Query query, @Nullable Contract contract) {
        SelectText select = SelectText.of(query.sql());
        select.secondLine()
                .ifPresent(line -> problems.add(new Problem(query.file(), line, "a second statement begins here")));
        return new Extract(
                query.file(),
                select.sql(),
                increment(node, contract),
                days(node.path("deletions")),
                node.has("may_shrink_to_share")
                        ? new BigDecimal(node.path("may_shrink_to_share").asString())
                        : Extract.MAY_SHRINK_TO_SHARE);
    }

    private Increment increment(JsonNode node, @Nullable Contract contract) {
        if (node.has("changed")) {
            String column = node.path("changed").stringValue();
            demandMoment(column, contract);
            return new Increment.Changed(
                    column,
                    node.has("overlap")
                            ? DurationStyle.SIMPLE.parse(
                                    node.path("overlap").asString().toLowerCase(Locale.ROOT))
                            : OVERLAP);
        }
        if (node.has("growing")) {
            String column = node.path("growing").stringValue();
            demandKey(column, contract);
            return new Increment.Growing(column, node.path("overlap").asLong(0));
        }
        return new Increment.Whole();
    }

    private void demandMoment(String name, @Nullable Contract contract) {
        if (contract == null) {
            return;
        }
        Optional<Column> column = contract.column(name);
        if (column.isEmpty()) {
            problem(
                    "changed",
                    "the landing table has no column " + name
                            + Nearest.hint(
                                    name,
                                    contract.columns().stream()
                                            .map(Column::name)
                                            .toList()));
        } else if (!MOMENTS.contains(column.get().type().kind())) {
            problem("changed", name + " is no moment but " + column.get().type());
        }
    }

    private void demandKey(String name, @Nullable Contract contract) {
        if (contract != null && !contract.grain().equals(List.of(name))) {
            problem("growing", name + " is not the key, which is " + contract.grain());
        }
    }

    private void problem(String key, String message) {
        problems.add(new Problem(yaml.path(), yaml.line(pointer + "/" + key), message));
    }

    private static Set<DayOfWeek> days(JsonNode node) {
        if (node.isString()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        node.forEach(day -> days.add(DayOfWeek.valueOf(day.stringValue().toUpperCase(Locale.ROOT))));
        return days;
    }
}
