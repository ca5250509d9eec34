package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.ColumnLineage;
import io.clientele.model.ColumnName;
import io.clientele.model.Derivation;
import io.clientele.model.Descent;
import io.clientele.model.RelationName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the two columns and the rows of a little mart come from, by queries of twenty kinds. */
class ColumnLineageTest {

    private static final RelationName MART = new RelationName("marts", "people_v1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /**
     * A query of a person's number and age.
     *
     * @param number where the first column comes from, as {@code column WAY WAY}; columns without a relation are those of landing
     * @param age where the second one does
     * @param rows what decides which rows there are
     */
    private record Query(String sql, String number, String age, String rows) {

        @Override
        public String toString() {
            return sql;
        }
    }

    static Stream<Query> queries() {
        return Stream.of(
                new Query(
                        "select person_id, year(born_on) as age_years from staged.people",
                        "person_id IDENTITY",
                        "born_on AGGREGATION",
                        "person_id GROUP_BY"),
                new Query(
                        "select p.person_id, year(p.born_on) as age_years from (select * from landing.people) as p",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION",
                        ""),
                new Query(
                        "with a as (select person_id as id, born_on from landing.people),"
                                + " b as (select *, year(born_on) as y from a)"
                                + " select id as person_id, y as age_years from b where y > 1900",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION",
                        "born_on FILTER"),
                new Query(
                        "with a (k, b) as (select person_id, born_on from landing.people)"
                                + " select * from (select k, year(b) from a) as c (person_id, age_years)",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION",
                        ""),
                new Query(
                        "select person_id, age_years from"
                                + " (select person_id, year(born_on) as y, y + 1 as age_years from landing.people)",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION",
                        ""),
                new Query(
                        "select person_id, years as age_years from (select * exclude (born_on)"
                                + " replace (source_system as person_id), year(born_on) as years from landing.people)",
                        "source_system IDENTITY",
                        "born_on TRANSFORMATION",
                        ""),
                new Query(
                        "select person_id, case when extracted_at is null then 0 else year(born_on) end as age_years"
                                + " from landing.people",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION, extracted_at CONDITIONAL",
                        ""),
                new Query(
                        "select person_id, count(*) as age_years from landing.people group by 1",
                        "person_id IDENTITY",
                        "person_id AGGREGATION",
                        "person_id GROUP_BY"),
                new Query(
                        "select source_system as person_id, count(*) filter (where born_on is null) as age_years"
                                + " from landing.people group by source_system having max(extracted_at) is not null",
                        "source_system IDENTITY",
                        "born_on FILTER, person_id AGGREGATION",
                        "extracted_at FILTER, source_system GROUP_BY"),
                new Query(
                        "select person_id, row_number() over (partition by source_system order by born_on nulls last)"
                                + " as age_years from landing.people",
                        "person_id IDENTITY",
                        "born_on WINDOW, source_system WINDOW",
                        ""),
                new Query(
                        "select a.person_id, year(max(b.born_on) over w) as age_years from landing.people as a"
                                + " left join landing.people as b on b.person_id = a.source_system"
                                + " window w as (order by a.extracted_at nulls last)",
                        "person_id IDENTITY",
                        "born_on AGGREGATION, extracted_at WINDOW",
                        "person_id JOIN, source_system JOIN"),
                new Query(
                        "select person_id, year(born_on) as age_years from landing.people"
                                + " join (select person_id from landing.people) as other using (person_id)",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION",
                        "person_id JOIN"),
                new Query(
                        "select person_id, year(born_on) as age_years from landing.people"
                                + " union all select source_system, year(extracted_at) from landing.people",
                        "person_id IDENTITY, source_system IDENTITY",
                        "born_on TRANSFORMATION, extracted_at TRANSFORMATION",
                        ""),
                new Query(
                        "select person_id, year(born_on) as age_years from landing.people"
                                + " except select source_system, year(extracted_at) from landing.people",
                        "person_id IDENTITY",
                        "born_on TRANSFORMATION",
                        "extracted_at FILTER, source_system FILTER"),
                new Query(
                        "select person_id, (select year(max(x.born_on)) from landing.people as x"
                                + " where x.source_system = p.person_id) as age_years from landing.people as p",
                        "person_id IDENTITY",
                        "born_on AGGREGATION, person_id FILTER, source_system FILTER",
                        ""),
                new Query(
                        "select person_id, case when exists (select 1 from landing.people where born_on is null)"
                                + " then cast(1 as bigint) end as age_years from landing.people"
                                + " where person_id in (select source_system from landing.people)",
                        "person_id IDENTITY",
                        "born_on CONDITIONAL, person_id CONDITIONAL",
                        "person_id FILTER, source_system FILTER"),
                new Query(
                        "with recursive chain as ("
                                + "select person_id, source_system, cast(0 as bigint) as depth from landing.people union all"
                                + " select chain.person_id, p.source_system, chain.depth + year(p.born_on) from chain"
                                + " join landing.people as p on p.person_id = chain.source_system where depth < 3)"
                                + " select person_id, max(depth) as age_years from chain group by person_id",
                        "person_id IDENTITY",
                        "born_on AGGREGATION",
                        "born_on FILTER, person_id JOIN GROUP_BY, source_system JOIN"),
                new Query(
                        "with kinds (kind) as (values ('a'), ('b')) select kinds.kind as person_id,"
                                + " cast(safe_div(sum(months_diff(p.born_on, night.as_of)), 1) as bigint) as age_years"
                                + " from kinds cross join landing.people as p cross join run.current as night"
                                + " cross join int_series(0, 3) as places where places.n > 1 group by kinds.kind",
                        "",
                        "born_on AGGREGATION, run.current.as_of AGGREGATION",
                        ""),
                new Query(
                        "select min_by(person_id, born_on) as person_id, length(source_system) as age_years"
                                + " from landing.people group by source_system",
                        "born_on SORT, person_id AGGREGATION",
                        "source_system TRANSFORMATION",
                        "source_system GROUP_BY"),
                new Query(
                        "select person_id, length(source_system) as age_years from landing.people"
                                + " qualify row_number() over (order by born_on nulls last) < 10"
                                + " order by extracted_at nulls last limit 5",
                        "person_id IDENTITY",
                        "source_system TRANSFORMATION",
                        "born_on FILTER, extracted_at SORT"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void columnsAndRowsComeFromTheColumnsThatTheQuerySays(Query query) throws IOException {
        ColumnLineage lineage = lineage(query.sql());

        assertThat(told(lineage.origins(new ColumnName(MART, "person_id")))).isEqualTo(query.number());
        assertThat(told(lineage.origins(new ColumnName(MART, "age_years")))).isEqualTo(query.age());
        assertThat(told(lineage.influences(MART))).isEqualTo(query.rows());
        assertThat(lineage.unresolved()).isEmpty();
    }

    @Test
    void aJoinThatDoesNotSayByWhatIsToldAndNotGuessed() throws IOException {
        ColumnLineage lineage = lineage("select person_id, year(born_on) as age_years from landing.people"
                + " natural join (select person_id from landing.people) as other");

        assertThat(lineage.unresolved()).containsExactly("marts.people_v1: a natural join does not say by what");
        assertThat(told(lineage.influences(MART))).isEmpty();
    }

    private ColumnLineage lineage(String mart) throws IOException {
        JobsFolder jobs = new JobsFolder(folder).write("models/marts/people_v1.sql", "-- How old?\n" + mart + "\n");
        try (Rehearsal rehearsal = jobs.rehearse()) {
            return ColumnLineage.of(rehearsal.catalogue(), rehearsal.policies());
        }
    }

    private static String told(Descent descent) {
        return descent.from().entrySet().stream()
                .map(each -> each.getKey() + " "
                        + each.getValue().stream().map(Derivation::name).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "))
                .replace("landing.people.", "");
    }
}
