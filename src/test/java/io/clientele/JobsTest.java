package io.clientele;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clientele.model.Example;
import io.clientele.model.Model;
import io.clientele.model.RelationName;
import io.clientele.rehearsal.Rehearsal;
import io.clientele.schedule.NightCalendar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shipped jobs folder under the shipped policies. That it is read at all says that every contract and query fit. */
class JobsTest {

    private static Rehearsal rehearsal;

    @BeforeAll
    static void compile() {
        rehearsal = Rehearsal.of(Path.of("jobs"), Path.of("config/policy"));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @TestFactory
    Stream<DynamicNode> everyExampleHolds() {
        return examples().entrySet().stream()
                .map(entry -> dynamicContainer(
                        entry.getKey().toString(),
                        entry.getValue().stream()
                                .map(example -> dynamicTest(example.sentence(), source(example), () -> assertThat(
                                                rehearsal.difference(example))
                                        .isEmpty()))));
    }

    @Test
    void everyModelHasAtLeastTwoExamples() {
        assertThat(rehearsal.catalogue().models()).hasSizeGreaterThan(60).allSatisfy(model -> assertThat(
                        examples().getOrDefault(model.relation(), List.of()).stream()
                                .map(Example::sentence)
                                .distinct())
                .as("examples of %s", model.relation())
                .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void noModelSaysTheSameSentenceTwice() {
        assertThat(rehearsal.catalogue().examples().stream()
                        .map(example -> example.relation() + ": " + example.sentence()))
                .hasSizeGreaterThan(120)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyModelRunsAfterAllThatItReadsAndCovers() {
        List<RelationName> order =
                rehearsal.catalogue().models().stream().map(Model::relation).toList();
        for (Model model : rehearsal.catalogue().models()) {
            assertThat(Stream.concat(model.reads().stream(), model.contract().covers().stream())
                            .filter(order::contains))
                    .as("what %s needs", model.relation())
                    .allSatisfy(
                            needed -> assertThat(order.indexOf(needed)).isLessThan(order.indexOf(model.relation())));
        }
    }

    @Test
    void theShippedScheduleHasOneNightOnEachOfThe365DaysOf2026() {
        NightCalendar calendar = NightCalendar.of(rehearsal.catalogue().job().schedule(), ZoneId.of("Europe/Berlin"));
        List<LocalDate> days = new ArrayList<>();
        ZonedDateTime night = next(calendar, Instant.parse("2025-12-31T12:00:00Z"));
        while (night.getYear() == 2026) {
            days.add(night.toLocalDate());
            night = next(calendar, night.toInstant());
        }

        assertThat(days).hasSize(365).doesNotHaveDuplicates();
    }

    private static ZonedDateTime next(NightCalendar calendar, Instant after) {
        return calendar.next(after).orElseThrow().dueAt();
    }

    private static Map<RelationName, List<Example>> examples() {
        return rehearsal.catalogue().examples().stream()
                .collect(Collectors.groupingBy(Example::relation, TreeMap::new, Collectors.toList()));
    }

    private static URI source(Example example) {
        return URI.create(example.file().toUri() + "?line=" + example.line());
    }
}
