package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.estimate.Estimators;
import io.clientele.model.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadJobsTest {

    private static final String PEOPLE_SQL = "models/staged/people.sql";
    private static final String PEOPLE = "models/staged/people.yaml";
    private static final String LANDING = "models/landing/people.yaml";
    private static final String MART = "models/marts/people_v1.yaml";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private JobsFolder jobs;

    @BeforeEach
    void layOut() throws IOException {
        jobs = new JobsFolder(folder);
    }

    @Test
    void theFolderThatTheOtherTestsBreakIsSoundAndHoldsTwoModels() {
        try (Rehearsal rehearsal = jobs.rehearse()) {
            assertThat(rehearsal.catalogue().models())
                    .extracting(model -> model.relation().toString())
                    .containsExactly("staged.people", "marts.people_v1");
            assertThat(rehearsal.catalogue().fingerprint()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void sevenProblemsOfSixFilesAreToldAtOnceInOrder() throws IOException {
        jobs.replace(PEOPLE_SQL, "from landing.people", "from landing.poeple\ncross join folks")
                .replace("models/marts/people_v1.sql", "year(current.as_of)", "year(current_date)")
                .replace(MART, ", label_zh: 年龄", "")
                .replace(LANDING, "grain: [person_id]", "grain: [person]\ngrian: 1")
                .replace("nightly.yaml", "people_v1", "peple_v1\n  - people_v1")
                .replace("summary.sql", "marts.people_v1", "staged.people");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 7 problems
                  models/landing/people.yaml:3: grian: there is no such key
                  models/marts/people_v1.sql:4: current_date reads the clock: the business date is run.current.as_of
                  models/marts/people_v1.yaml:5: age_years: a mart's column has label_en and label_zh, for its readers
                  models/staged/people.sql:5: there is no relation landing.poeple (did you mean landing.people?)
                  models/staged/people.sql:6: folks has no schema: write stage.name, as in staged.customers
                  nightly.yaml:6: there is no mart peple_v1 (did you mean people_v1?)
                  summary.sql:6: the summary reads published marts only, and staged.people is none""");
    }

    @Test
    void aColumnThatIsNotThereIsToldWithItsLineAndTheEnginesHint() throws IOException {
        jobs.replace(PEOPLE_SQL, "min(born_on)", "min(born_onn)");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 1 problem
                  models/staged/people.sql:4: Binder Error: Referenced column "born_onn" not found in FROM clause! \
                Candidate bindings: "born_on", "person_id", "source_system\"""");
    }

    @Test
    void aRelationThatIsNotThereIsToldWithItsLineAndTheNearestName() throws IOException {
        jobs.replace(PEOPLE_SQL, "landing.people", "landing.peple");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.sql:5: there is no relation landing.peple (did you mean landing.people?)""");
    }

    @Test
    void aCircleOfThreeModelsIsNamedFromOneToItselfAgain() throws IOException {
        for (String pair : new String[] {"a b", "b c", "c a"}) {
            String[] names = pair.split(" ");
            jobs.write("models/metrics/" + names[0] + ".sql", "select person_id from metrics." + names[1])
                    .write("models/metrics/" + names[0] + ".yaml", """
                            question: Who is in the circle?
                            grain: [person_id]
                            columns:
                              person_id: {type: varchar, says: Number.}
                            """);
        }

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/metrics/a.sql: the models go round in a circle: \
                metrics.a reads metrics.b reads metrics.c reads metrics.a""");
    }

    @Test
    void aModelMayNotLookRightNorSayThatItCoversWhatStandsThere() throws IOException {
        jobs.replace(PEOPLE_SQL, "landing.people", "marts.people_v1");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.sql:5: a model of staged may not look right, at marts.people_v1""");

        jobs.replace(PEOPLE_SQL, "marts.people_v1", "landing.people")
                .replace(PEOPLE, "grain:", "covers: marts.people_v1\ngrain:");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.yaml:2: covers: a model of staged may not look right, at marts""");
    }

    @Test
    void aModelRunsAfterTheRelationThatItCoversThoughItDoesNotReadIt() throws IOException {
        String contract = """
                question: Which customers are there?
                grain: [customer_id]
                columns:
                  customer_id: {type: varchar, says: Number.}
                """;
        jobs.write("models/staged/zebras.yaml", contract)
                .write("models/staged/zebras.sql", "select person_id as customer_id from landing.people")
                .write("models/staged/apes.yaml", contract + "covers: staged.zebras\n")
                .write("models/staged/apes.sql", "select person_id as customer_id from landing.people");

        try (Rehearsal rehearsal = jobs.rehearse()) {
            assertThat(rehearsal.catalogue().models())
                    .extracting(model -> model.relation().name())
                    .containsExactly("people", "zebras", "apes", "people_v1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from people                       | 5: people has no schema: write stage.name, as in staged.customers
            from bronze.people                | 5: bronze.people: there is no stage bronze; the stages are landing, staged, metrics, marts, and run and config beside them
            from read_csv('people.csv')       | 5: read_csv() is a table function: a model reads relations, never files or the engine's own tables
            from 'people.csv'                 | 5: people.csv has no schema: write stage.name, as in staged.customers
            from (describe landing.people)    | 5: describe() is a table function: a model reads relations, never files or the engine's own tables
            from landing.people tablesample 9% | 5: tablesample() gives another result each time
            """)
    void whatIsNoRelationOfAStageIsRefusedOnItsLine(String from, String problem) throws IOException {
        jobs.replace(PEOPLE_SQL, "from landing.people", from);

        assertThat(jobs.refusal())
                .isEqualTo("Cannot read the models: 1 problem\n  models/staged/people.sql:" + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            min(current_date)                          | current_date reads the clock: the business date is run.current.as_of
            min(CURRENT_TIMESTAMP)                     | CURRENT_TIMESTAMP reads the clock: the business date is run.current.as_of
            cast(now() as date)                        | now reads the clock: the business date is run.current.as_of
            today()                                    | today reads the clock: the business date is run.current.as_of
            min(born_on + cast(random() as integer))   | random() gives another result each time
            cast(uuid() as date)                       | uuid() gives another result each time
            any_value(born_on)                         | any_value() takes whichever row comes: use min_by, max_by, min or max
            cast(getenv('DAY') as date)                | getenv() looks outside the run: parameters are tables (run, config)
            """)
    void clockChanceAndSurroundingsAreRefusedOnTheirLine(String expression, String problem) throws IOException {
        jobs.replace(PEOPLE_SQL, "min(born_on)", expression);

        assertThat(jobs.refusal())
                .isEqualTo("Cannot read the models: 1 problem\n  models/staged/people.sql:4: " + problem);
    }

    @Test
    void columnsThatAreCalledAgeAndTodayAreNotTheClock() throws IOException {
        jobs.replace(PEOPLE_SQL, "min(born_on) as born_on", "min(age) as born_on")
                .replace(
                        PEOPLE_SQL,
                        "from landing.people",
                        "from (select person_id, born_on as age from landing.people)");

        assertThat(jobs.refusal()).isEqualTo("not refused");
    }

    @Test
    void twoStatementsNoStatementAndNoSelectAreEachRefused() throws IOException {
        jobs.replace(PEOPLE_SQL, "group by person_id", "group by person_id;\nselect 1");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.sql: a model is exactly one SELECT, but these are 2 statements""");

        jobs.write(PEOPLE_SQL, "-- nothing yet\n");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.sql: a model is exactly one SELECT, but these are 0 statements""");

        jobs.write(PEOPLE_SQL, "drop table landing.people");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.sql: this is no SELECT""");

        jobs.write(PEOPLE_SQL, "-- 人\nselect person_id,\nfrom where");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.sql:3: syntax error at or near "where\"""");
    }

    @Test
    void aQueryThatGivesOtherColumnsThanItsContractIsToldColumnByColumn() throws IOException {
        jobs.replace(MART, "type: bigint", "type: boolean")
                .replace(
                        "models/marts/people_v1.sql", "people.person_id,", "people.person_id as person_idd, 1 as one,");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 4 problems
                  models/marts/people_v1.yaml: person_id: the contract has it, the query does not (did you mean person_idd?)
                  models/marts/people_v1.yaml: age_years: contract says boolean, query gives bigint
                  models/marts/people_v1.yaml: person_idd: the query gives it, the contract does not have it
                  models/marts/people_v1.yaml: one: the query gives it, the contract does not have it""");
    }

    @Test
    void columnsInAnotherOrderThanTheContractsAreToldInTheQuerysOrder() throws IOException {
        jobs.write(PEOPLE_SQL, "select min(born_on) as born_on, person_id from landing.people group by person_id");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 1 problem
                  models/staged/people.yaml: the contract has its columns in another order than the query: [born_on, person_id]""");
    }

    @Test
    void aModelIsThreeFilesAndEachLacksTheOthers() throws IOException {
        jobs.delete("models/marts/people_v1.sql")
                .write("models/metrics/lonely.sql", "select 1 as one")
                .write("models/metrics/orphans.examples.yaml", """
                        - example: nobody comes out
                          as_of: 2026-11-20
                          expect: []
                        """)
                .write("models/landing/people.sql", "select 1")
                .write("models/staged/notes.txt", "remember");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 5 problems
                  models/landing/people.sql: landing holds contracts only: a source's query stands beside the source
                  models/marts/people_v1.yaml: there is no people_v1.sql beside it
                  models/metrics/lonely.sql: there is no contract lonely.yaml beside it
                  models/metrics/orphans.examples.yaml: there is no orphans.sql for these examples
                  models/staged/notes.txt: a stage holds x.sql, x.yaml and x.examples.yaml, and nothing else""");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws IOException {
        jobs.write(PEOPLE, "question: Who is known, once each?\ngrain: [person_id\ncolumns: {}\n");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/staged/people.yaml:3: not YAML: expected ',' or ']', but got :""");
    }

    @Test
    void aKeyTwiceAnAnchorAndAKeyThatIsAListAreEachToldWithTheirLine() throws IOException {
        jobs.write(PEOPLE, """
                question: Who is known, once each?
                grain: &key [person_id]
                columns:
                  person_id: {type: varchar, says: Number of the person.}
                  person_id: {type: varchar, says: Number of the person.}
                question: Who?
                checks: *key
                ? [a, b]
                : c
                """);

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 4 problems
                  models/staged/people.yaml:2: an anchor: nothing is computed here, so write the value out where it is meant
                  models/staged/people.yaml:5: the key person_id stands twice
                  models/staged/people.yaml:6: the key question stands twice
                  models/staged/people.yaml:8: a key is a name, not a list or a mapping""");
    }

    @Test
    void anUnknownKeyAndAnUnknownTypeOfAContractAreToldWithTheirLines() throws IOException {
        jobs.replace(PEOPLE, "nullable: true", "nulable: true").replace(PEOPLE, "{type: varchar", "{type: text");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 2 problems
                  models/staged/people.yaml:4: columns.person_id.type: does not match the regex pattern \
                ^(boolean|integer|bigint|double|varchar|date|timestamp|decimal\\([1-9][0-9]?,[0-9]{1,2}\\))$, found "text"
                  models/staged/people.yaml:5: columns.born_on.nulable: there is no such key (did you mean nullable?)""");
    }

    @Test
    void aDecimalThatNoEngineHasIsAProblemOfTheContract() throws IOException {
        jobs.replace(PEOPLE, "born_on: {type: date", "born_on: {type: 'decimal(40,2)'")
                .replace(LANDING, "born_on: {type: date", "born_on: {type: 'decimal(4,6)'");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 2 problems
                  models/landing/people.yaml:5: born_on: decimal(4,6) is no type: decimal(p,s) has p at most 38 and s at most p
                  models/staged/people.yaml:5: born_on: decimal(40,2) is no type: decimal(p,s) has p at most 38 and s at most p""");
    }

    @Test
    void aGrainAPerAndAReferenceThatAreNoColumnsAreToldWithTheNearestName() throws IOException {
        jobs.replace(LANDING, "grain: [person_id]", """
                        grain: [persons_id]
                        references:
                          parent_id: people
                        control_totals:
                          amounts: [born_on]
                          currency: currency""").replace(PEOPLE, "grain:", """
                        checks:
                          - must: count(*) > 0
                            per: [bornon]
                            because: somebody was born that day
                        grain:""");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 4 problems
                  models/landing/people.yaml:2: no column persons_id (did you mean person_id?)
                  models/landing/people.yaml:4: no column parent_id
                  models/landing/people.yaml:7: no column currency
                  models/staged/people.yaml:3: per: no column bornon (did you mean born_on?)""");
    }

    @Test
    void aCheckWithATypoIsToldWithItsLineAndItsText() throws IOException {
        jobs.replace(LANDING, "born_on >= date", "bornon >= date");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 1 problem
                  models/landing/people.yaml:7: bornon >= date '1900-01-01': Binder Error: Referenced column "bornon" \
                not found in FROM clause! Candidate bindings: "born_on", "person_id\"""");
    }

    @Test
    void aCheckOfLandingLooksAtOneRow() throws IOException {
        jobs.replace(LANDING, "    because: nobody", "    per: []\n    because: nobody");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 1 problem
                  models/landing/people.yaml:7: per: a check of landing looks at one row, which it quarantines""");
    }

    @Test
    void anEstimatorThatNobodyKnowsIsToldWithThoseThatThereAre() throws IOException {
        jobs.replace(PEOPLE, "grain:", "estimator: log-normal-cycl\ngrain:");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 1 problem
                  models/staged/people.yaml: there is no estimator log-normal-cycl (did you mean log-normal-cycle?); there are\s""" + Estimators.names());
    }

    @Test
    void fiveRolesThatARelationCannotPlayAreToldWithTheirLines() throws IOException {
        jobs.replace(LANDING, "grain:", "role: facts\ngrain:")
                .replace(MART, "grain:", "role: peers\ngrain:")
                .replace(PEOPLE, "grain:", "role: peers\ndated_by: person_id\ngrain:")
                .write("models/metrics/ages.sql", "select person_id from staged.people")
                .write("models/metrics/ages.yaml", """
                        question: How old is everybody?
                        role: opinions
                        grain: [person_id]
                        columns:
                          person_id: {type: varchar, says: Number.}
                        """);

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 5 problems
                  models/landing/people.yaml:2: role belongs to contracts of models only
                  models/marts/people_v1.yaml:2: role: a mart is read by people, and nothing is explained by it
                  models/metrics/ages.yaml:2: role: does not have a value in the enumeration \
                ["facts", "peers", "fits", "measures"], found "opinions"
                  models/staged/people.yaml:3: dated_by: there is no date person_id
                  models/staged/people.yaml:3: dated_by: only what has role: facts happened on a day""");
    }

    @Test
    void whatIsComputedAgainEndsInFactsOrIsRefusedWithTheNameOfWhatItReads() throws IOException {
        jobs.write("models/metrics/ages.sql", "select person_id, born_on from staged.people cross join run.gates")
                .write("models/metrics/ages.yaml", """
                        question: How old is everybody?
                        role: measures
                        grain: [person_id]
                        columns:
                          person_id: {type: varchar, says: Number.}
                          born_on: {type: date, nullable: true, says: Day of birth.}
                        """)
                .write("models/metrics/again.sql", "select person_id from staged.people")
                .write("models/metrics/again.yaml", """
                        question: How old is everybody again?
                        role: measures
                        grain: [person_id]
                        columns:
                          person_id: {type: varchar, says: Number.}
                        """);

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 2 problems
                  models/metrics/ages.yaml: role: metrics.again has the measures already
                  models/staged/people.sql: it is computed again to explain metrics.again, and reads landing.people, \
                which is not made of facts: one of the two has role: facts""");

        jobs.delete("models/metrics/again.sql")
                .delete("models/metrics/again.yaml")
                .replace(PEOPLE, "grain:", "role: facts\ngrain:");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/metrics/ages.sql: it is computed again to explain metrics.ages, and reads run.gates, \
                which is not made of facts: one of the two has role: facts""");
    }

    @Test
    void aFactIsDatedByOneOfItsDates() throws IOException {
        jobs.replace(PEOPLE, "grain:", "role: facts\ndated_by: born_on\ngrain:");

        try (Rehearsal rehearsal = jobs.rehearse()) {
            assertThat(rehearsal.catalogue().models().get(0).contract().role())
                    .contains(new Role(Role.Kind.FACTS, Optional.of("born_on")));
        }
    }

    @Test
    void whatBelongsToLandingOrToModelsOnlyIsRefusedInTheOther() throws IOException {
        jobs.replace(LANDING, "grain:", "covers: staged.nobody\nestimator: log-normal\ngrain:")
                .replace(PEOPLE, "grain:", "optional: true\nquarantine_limit_share: 0.5\ngrain:");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 4 problems
                  models/landing/people.yaml:2: covers belongs to contracts of models only
                  models/landing/people.yaml:3: estimator belongs to contracts of models only
                  models/staged/people.yaml:2: optional belongs to contracts of landing only
                  models/staged/people.yaml:3: quarantine_limit_share belongs to contracts of landing only""");
    }

    @Test
    void aConversionNeedsTheModelOfTheRatesAndColumnsThatAreThere() throws IOException {
        jobs.replace(LANDING, "grain:", "converted: {currency: born_in, on: born_on}\ngrain:");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/landing/people.yaml:2: no column born_in (did you mean born_on?)""");

        jobs.replace(LANDING, "born_in", "person_id");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/landing/people.yaml: converted: there is no model staged.exchange_rates""");
    }

    @Test
    void ratesMayReadNothingStagedAndNoTableThatWaitsForThem() throws IOException {
        jobs.replace(LANDING, "grain:", "converted: {currency: person_id, on: born_on}\ngrain:")
                .write("models/staged/exchange_rates.yaml", """
                        question: What was a currency worth?
                        grain: [currency_code]
                        columns:
                          currency_code: {type: varchar, says: The currency.}
                        """)
                .write("models/staged/exchange_rates.sql", """
                        -- What was a currency worth?
                        select landing.people.person_id as currency_code
                        from landing.people
                        cross join staged.people
                        """);

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 2 problems
                  models/landing: references and conversions go round in a circle among [people]
                  models/staged/exchange_rates.sql:4: rates are needed while landing is taken in, when there is no \
                staged.people yet""");
    }

    @Test
    void landingTablesThatReferToEachOtherInACircleAreNamed() throws IOException {
        jobs.replace(LANDING, "grain:", "references: {person_id: pets}\ngrain:").write("models/landing/pets.yaml", """
                question: Who lives with whom?
                grain: [pet_id]
                references: {pet_id: people}
                columns:
                  pet_id: {type: varchar, says: Number of the pet.}
                """);

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/landing: references and conversions go round in a circle among [people, pets]""");
    }

    @Test
    void aReferenceToATableThatIsNotThereIsToldWithTheNearestName() throws IOException {
        jobs.replace(LANDING, "grain:", "references: {person_id: peopel}\ngrain:");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/landing/people.yaml: references.person_id: there is no landing table peopel (did you mean people?)""");
    }

    @Test
    void aMartsColumnWithoutLabelsOrWiderThanEighteenDigitsIsRefused() throws IOException {
        jobs.replace(MART, ", label_en: Age", "").replace(MART, "type: bigint", "type: 'decimal(19,2)'");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 2 problems
                  models/marts/people_v1.yaml:5: age_years: a mart's column has label_en and label_zh, for its readers
                  models/marts/people_v1.yaml:5: age_years: decimal(19,2) is wider than the 18 digits that every BI tool reads""");
    }

    @Test
    void aMartThatIsNotThereIsToldWithTheLineOfTheJob() throws IOException {
        jobs.replace("nightly.yaml", "- people_v1", "- people_v1\n  - people_v2");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  nightly.yaml:7: there is no mart people_v2 (did you mean people_v1?)""");
    }

    @Test
    void aSummaryReadsPublishedMartsAndGivesThreeTexts() throws IOException {
        jobs.replace("summary.sql", "marts.people_v1", "staged.people");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  summary.sql:6: the summary reads published marts only, and staged.people is none""");

        jobs.replace("summary.sql", "staged.people", "marts.people_v1")
                .replace("summary.sql", "cast(count(*) as varchar)", "count(*)");
        assertThat(jobs.refusal()).isEqualTo("""
                Cannot compile the models: 1 problem
                  summary.sql: the summary's columns are [section varchar, label varchar, figure varchar], \
                not [section varchar, label varchar, figure bigint]""");
    }

    @Test
    void aBrokenJobIsToldOnceAndNotAgainByTheSummary() throws IOException {
        jobs.replace("nightly.yaml", "job: nightly", "job: Nightly!");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  nightly.yaml:1: job: does not match the regex pattern ^[a-z][a-z0-9-]{0,63}$, found "Nightly!\"""");
    }

    @Test
    void aGateThatNamesWhatIsNotThereIsToldWithItsLine() throws IOException {
        jobs.replace("models/marts/people_v1.yaml", "label_zh: 人}", "label_zh: 人, pii: identifier}");
        jobs.replace("nightly.yaml", "publish:", """
                gates:
                  volume:
                    since: {peple: 2026-11-20, people: 2026-02-30}
                  freshness:
                    tables:
                      people: {dated_by: person_id, error_after_days: 3}
                      persons: {dated_by: born_on, error_after_days: 3}
                  drift:
                    totals:
                      - {mart: people_v1, column: person_id}
                      - {mart: people_v1, column: age_year, per: [person, person_id]}
                      - {mart: people_v2}
                publish:""");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 9 problems
                  nightly.yaml:7: there is no landing table peple (did you mean people?)
                  nightly.yaml:7: there is no such day: 2026-02-30
                  nightly.yaml:10: person_id is varchar, not a date or timestamp
                  nightly.yaml:11: there is no landing table persons
                  nightly.yaml:14: person_id is varchar, not a number whose sum is exact
                  nightly.yaml:15: marts.people_v1 has no column age_year (did you mean age_years?)
                  nightly.yaml:15: marts.people_v1 has no column person (did you mean person_id?)
                  nightly.yaml:15: person_id points at persons, and totals are kept for good
                  nightly.yaml:16: there is no mart people_v2 (did you mean people_v1?)""");
    }

    @Test
    void aGateIsNotToldOfBeforeItHasLookedNorWarnsAfterItHasStopped() throws IOException {
        jobs.write("models/marts/gates_v1.yaml", """
                question: Which gates are there?
                grain: [gate_count]
                columns:
                  gate_count: {type: bigint, says: Gates., label_en: Gates, label_zh: 门}
                """)
                .write("models/marts/gates_v1.sql", """
                        -- Which gates are there?
                        select count(*) as gate_count from run.gates
                        """)
                .replace("nightly.yaml", "publish:", """
                        gates:
                          freshness:
                            tables:
                              people: {dated_by: born_on, warn_after_days: 4, error_after_days: 3}
                          drift:
                            totals: [{mart: gates_v1, column: gate_count}]
                        publish:""");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 3 problems
                  nightly.yaml:8: it warns after 4 days, when it has stopped after 3
                  nightly.yaml:10: gates_v1 is not published, so there is nothing to compare it with
                  nightly.yaml:10: gates_v1 tells of the gates, so that it is made after them""");
    }

    @Test
    void aGateWithAnUnknownKeyOrSeverityIsToldByTheGrammar() throws IOException {
        jobs.replace("nightly.yaml", "publish:", """
                gates:
                  volume: {lowshare: 0.4, severity: error, weeks: 0}
                  freshness:
                    tables:
                      people: {dated_by: born_on}
                publish:""");

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 4 problems
                  nightly.yaml:6: gates.volume.lowshare: there is no such key (did you mean low_share?)
                  nightly.yaml:6: gates.volume.severity: does not have a value in the enumeration ["must", "should"], found "error"
                  nightly.yaml:6: gates.volume.weeks: must have a minimum value of 1, found 0
                  nightly.yaml:9: gates.freshness.tables.people: required property 'error_after_days' not found""");
    }

    @Test
    void anExampleOfTheThirtyFirstOfFebruaryIsAProblemOfItsFile() throws IOException {
        jobs.write("models/marts/people_v1.examples.yaml", """
                - example: nobody comes out
                  as_of: 2026-02-31
                  expect: []
                """);

        assertThat(jobs.refusal()).isEqualTo("""
                Cannot read the models: 1 problem
                  models/marts/people_v1.examples.yaml:1: as_of: there is no day 2026-02-31""");
    }
}
