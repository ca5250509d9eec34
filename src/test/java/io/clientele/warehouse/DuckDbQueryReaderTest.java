package io.clientele.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.clientele.model.ParsedQuery;
import io.clientele.model.ParsedQuery.Named;
import io.clientele.model.QueryReader.SyntaxProblem;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbQueryReaderTest {

    private static DuckDbWarehouse warehouse;
    private static DuckDbQueryReader reader;

    @BeforeAll
    static void open() {
        warehouse = DuckDbWarehouse.inMemory();
        reader = new DuckDbQueryReader(warehouse);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void findsTheFiveRelationsOfAJoinASelectListAWhereAndAUnionWithTheirLines() throws SyntaxProblem {
        ParsedQuery query = reader.read("""
                select
                    a.x,
                    (select max(y) from metrics.b) as y
                from staged.a
                left join staged.c on c.x = a.x
                where a.x in (select x from landing.d)
                union all
                select 1, 2 from run.current
                """);

        assertThat(query.statementCount()).isEqualTo(1);
        assertThat(query.tables())
                .extracting(table -> table.qualifier() + "." + table.name() + ":" + table.line())
                .containsExactlyInAnyOrder("metrics.b:3", "staged.a:4", "staged.c:5", "landing.d:6", "run.current:8");
    }

    @Test
    void tellsTwoCommonTableExpressionsFromTheOneRelationThatTheyRead() throws SyntaxProblem {
        ParsedQuery query = reader.read("""
                with
                orders as (select * from staged.orders),
                late as (select * from orders where is_late)
                select * from late
                """);

        assertThat(query.withNames()).containsExactly("late", "orders");
        assertThat(query.tables())
                .extracting(Named::qualifier, Named::name)
                .containsExactlyInAnyOrder(tuple("staged", "orders"), tuple("", "orders"), tuple("", "late"));
    }

    @Test
    void aRecursiveExpressionReadsItselfByItsNameAndOneRelation() throws SyntaxProblem {
        ParsedQuery query = reader.read("""
                with recursive ancestors as (
                    select child, parent from staged.parents
                    union all
                    select a.child, p.parent
                    from ancestors as a
                    join staged.parents as p on p.child = a.parent
                )
                select * from ancestors
                """);

        assertThat(query.withNames()).containsExactly("ancestors");
        assertThat(query.tables().stream().filter(table -> !table.qualifier().isEmpty()))
                .extracting(Named::name, Named::line)
                .containsExactlyInAnyOrder(tuple("parents", 2), tuple("parents", 6));
    }

    @Test
    void linesAreCountedInBytesBehindACommentOfChineseAndUmlauts() throws SyntaxProblem {
        ParsedQuery query = reader.read("""
                -- 客户值多少钱? Über größere Kunden: ß, 🙂
                -- 客户值多少钱
                select
                    now() as moment,
                    row_number() over (order by x nulls last) as place,
                    current_date
                from range(3) as r(x)
                """);

        assertThat(query.functions())
                .extracting(Named::name, Named::line, Named::isTableFunction)
                .contains(tuple("now", 4, false), tuple("row_number", 5, false), tuple("range", 7, true));
        assertThat(query.columns()).extracting(Named::name, Named::line).contains(tuple("current_date", 6));
    }

    @Test
    void countsTwoStatementsAndNone() throws SyntaxProblem {
        assertThat(reader.read("select 1; select 2;").statementCount()).isEqualTo(2);
        assertThat(reader.read("-- only a question").statementCount()).isZero();
    }

    @Test
    void aCatalogueBeforeTheSchemaStaysVisible() throws SyntaxProblem {
        assertThat(reader.read("select 1 from other.staged.a").tables())
                .extracting(Named::qualifier)
                .containsExactly("other.staged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table a",
                "insert into a values (1)",
                "copy a to 'a.csv'",
                "attach 'a.db'",
                "pragma database_list",
                "set threads = 1",
                "select 1; drop table a"
            })
    void whatIsNoSelectIsRefusedAsSuch(String sql) {
        SyntaxProblem problem = catchThrowableOfType(SyntaxProblem.class, () -> reader.read(sql));

        assertThat(problem.problem()).isEqualTo("this is no SELECT");
    }

    @Test
    void aSyntaxErrorNamesTheThirdLine() {
        SyntaxProblem problem =
                catchThrowableOfType(SyntaxProblem.class, () -> reader.read("-- 人\nselect a,\nfrom from x"));

        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.problem()).isEqualTo("syntax error at or near \"from\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            row_number() over (order by a) ~ an ordering puts nulls last in one engine and first in the other: write nulls first or nulls last
            sum(a) over (partition by b order by c, d nulls last) ~ an ordering puts nulls last in one engine and first in the other: write nulls first or nulls last
            concat(a, b) ~ concat() passes over a null in one engine and is null in the other: use || and coalesce
            log(a) ~ log() is to base 10 in one engine and natural in the other: use ln
            regexp_replace(a, b, c) ~ regexp_replace() replaces the first match in one engine and all in the other: use replace
            dayofweek(a) ~ dayofweek() counts the days of a week from another one in each engine: use months and days_between
            weekday(a) ~ weekday() counts the days of a week from another one in each engine: use months and days_between
            extract(dow from a) ~ the day of the week counts the days of a week from another one in each engine: use months and days_between
            a[1] ~ [] counts from 1 in one engine and from 0 in the other: use min_by, max_by or a join
            array_agg(a) ~ array_agg() keeps nulls in one engine and drops them in the other: filter them out
            """)
    void whatSparkWouldComputeOtherwiseWithoutAWordIsFoundOnLineTwo(String expression, String words)
            throws SyntaxProblem {
        assertThat(reader.read("select\n    " + expression + " as x\nfrom staged.t")
                        .ambiguities())
                .containsExactly(new ParsedQuery.Ambiguity(2, words));
    }

    @Test
    void theOrderOfAResultNamesThePlaceOfNullsToo() throws SyntaxProblem {
        assertThat(reader.read("select a from staged.t\norder by b desc,\n    a")
                        .ambiguities())
                .extracting(ParsedQuery.Ambiguity::line)
                .containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row_number() over (order by a nulls first, b nulls last)",
                "row_number() over (order by a desc)",
                "sum(a) over (partition by b)",
                "concat_ws(' ', a, b)",
                "log10(a)",
                "log(2, a)",
                "extract(month from a)",
                "array_agg(a) filter (where a is not null)",
                "struct_pack(a := a)['a']",
                "min_by(a, b)"
            })
    void whatBothEnginesComputeAlikeIsNoAmbiguity(String expression) throws SyntaxProblem {
        assertThat(reader.read("select " + expression + " from staged.t").ambiguities())
                .isEmpty();
    }

    @Test
    void aSampleAndADescriptionAreSeenThoughTheyAreNoFunctions() throws SyntaxProblem {
        List<String> names = reader.read("select * from staged.t tablesample 10%").functions().stream()
                .map(Named::name)
                .toList();
        assertThat(names).containsExactly("tablesample");
        assertThat(reader.read("describe staged.t").functions())
                .extracting(Named::name, Named::isTableFunction)
                .containsExactly(tuple("describe", true));
    }
}
