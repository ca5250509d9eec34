package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleRunTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private JobsFolder jobs;

    @BeforeEach
    void layOut() throws IOException {
        jobs = new JobsFolder(folder);
    }

    private static String example(String given, String expect) {
        return """
                - example: somebody gets older
                  as_of: 2026-11-20
                  given: {%s}
                  expect: [%s]
                """.formatted(given, expect);
    }

    private static String people(String rows) {
        return "staged.people: [" + rows + "]";
    }

    @Test
    void anExampleThatHoldsDiffersInNothing() throws IOException {
        assertThat(jobs.difference(example(
                        people("{person_id: P1, born_on: 2000-02-29}, {person_id: P2}"),
                        "{person_id: P2, age_years: null}, {person_id: P1, age_years: 26}")))
                .isEmpty();
    }

    @Test
    void anotherValueIsToldAsExpectedAndFoundInTheColumnsThatAreCompared() throws IOException {
        assertThat(jobs.difference(example(people("{person_id: P1, born_on: 2000-02-29}"), "{age_years: 27}")))
                .hasValue("""
                        expected {age_years=27}
                           found {age_years=26}""");
    }

    @Test
    void theMissingRowIsToldBesideTheRowThatIsNearestToIt() throws IOException {
        assertThat(jobs.difference(example(
                        people("{person_id: P1, born_on: 2000-02-29}, {person_id: P2, born_on: 1990-01-01}"),
                        "{person_id: P1, age_years: 26}, {person_id: P2, age_years: 35}, {person_id: P3}")))
                .hasValue("""
                        expected 3 rows, found 2
                        expected {person_id="P2", age_years=35}
                           found {person_id=P2, age_years=36}
                        expected {person_id="P3"}
                           found {person_id=P2}""");
    }

    @Test
    void aRowTooManyIsADifferenceThoughEveryExpectedRowIsFound() throws IOException {
        assertThat(jobs.difference(example(people("{person_id: P1}, {person_id: P2}"), "{person_id: P1}")))
                .hasValue("expected 1 rows, found 2");
        assertThat(jobs.difference(example(people(""), "{person_id: P1}"))).hasValue("""
                        expected 1 rows, found 0
                        expected {person_id="P1"}
                           found no row that is left""");
    }

    @Test
    void anUnknownColumnOfGivenOrExpectIsToldWithTheNearestName() throws IOException {
        assertThat(jobs.difference(example(people("{person_id: P1, born: 2000-02-29}"), "{person_id: P1}")))
                .hasValue("given: staged.people has no column born");
        assertThat(jobs.difference(example(people("{person_id: P1}"), "{person_id: P1, age_year: 26}")))
                .hasValue("expect: marts.people_v1 has no column age_year (did you mean age_years?)");
    }

    @Test
    void aGivenRelationThatTheModelDoesNotReadIsRefused() throws IOException {
        assertThat(jobs.difference(example("landing.people: [{person_id: P1}]", "{person_id: P1}")))
                .hasValue("given: marts.people_v1 does not read landing.people");
    }

    @Test
    void aGivenValueThatIsNotOfItsTypeIsToldInTheEnginesWords() throws IOException {
        assertThat(jobs.difference(example(people("{person_id: P1, born_on: never}"), "{person_id: P1}")))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("Conversion Error: invalid date field format: \"never\"")
                        .doesNotContain("\n"));
    }

    @Test
    void whatAnExampleLeavesOutIsTheShippedPolicyAndItsOwnDayInEuro() throws IOException {
        jobs.policy("ageing.yaml", "age_limit: 65\n")
                .replace(
                        "models/marts/people_v1.sql",
                        "from staged.people",
                        "from staged.people\ncross join config.ageing")
                .replace(
                        "models/marts/people_v1.sql",
                        "year(current.as_of) - year(people.born_on)",
                        "case when current.reporting_currency = 'EUR' and current.business_time_zone = 'UTC'"
                                + " then age_limit end");

        assertThat(jobs.difference(example(people("{person_id: P1}"), "{age_years: 65}")))
                .isEmpty();
        assertThat(jobs.difference(
                        example(people("{person_id: P1}") + ", config.ageing: [{age_limit: 70}]", "{age_years: 70}")))
                .isEmpty();
        assertThat(jobs.difference(example(
                        people("{person_id: P1}") + ", run.current: [{reporting_currency: USD}]", "{age_years: null}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            double        | cast(1 as double) / 3            | 0.333333333      | yes
            double        | cast(1 as double) / 3            | 0.33333333       | no
            double        | cast(1e12 as double)             | 1000000000000.5  | yes
            double        | cast(1e12 as double)             | 1000000002000    | no
            double        | cast('nan' as double)            | 0                | no
            double        | cast(0 as double)                | -0.0             | yes
            bigint        | cast(3 as bigint)                | 3.0              | yes
            bigint        | cast(3 as bigint)                | 3.1              | no
            bigint        | cast(3 as bigint)                | three            | no
            bigint        | cast(3 as bigint)                | '1.2.3'          | no
            bigint        | cast(null as bigint)             | 0                | no
            bigint        | cast(0 as bigint)                | null             | no
            'decimal(18,2)' | cast(2.5 as decimal(18,2))     | 2.5              | yes
            'decimal(18,2)' | cast(2.5 as decimal(18,2))     | 2.49             | no
            boolean       | true                             | true             | yes
            boolean       | true                             | false            | no
            date          | date '2026-02-28'                | 2026-02-28       | yes
            date          | date '2026-02-28'                | 2026-02-27       | no
            timestamp     | timestamp '2026-02-28 08:00:00'  | 2026-02-28 08:00:00 | yes
            timestamp     | timestamp '2026-02-28 08:00:00.5' | 2026-02-28 08:00:00 | no
            varchar       | cast(1.0 as varchar)             | '1'              | no
            varchar       | cast(true as varchar)            | 'true'           | yes
            """)
    void aValueIsComparedAsItsTypeIs(String type, String expression, String expected, String isSame)
            throws IOException {
        jobs.replace("models/marts/people_v1.yaml", "{type: bigint", "{type: '" + type + "'")
                .replace("models/marts/people_v1.sql", "year(current.as_of) - year(people.born_on)", expression);

        assertThat(jobs.difference(example(people("{person_id: P1}"), "{age_years: " + expected + "}"))
                        .isEmpty())
                .isEqualTo(isSame.equals("yes"));
    }
}
