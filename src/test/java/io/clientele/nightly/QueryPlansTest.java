package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How the engine would run the shipped queries over the sample's night: none may compare every row of something large with every row of something else. */
@ExtendWith(SampleNight.class)
class QueryPlansTest {

    /** The operator that takes over where an outer join has a condition other than comparisons of one side's column with the other's. */
    private static final String EVERY_ROW_WITH_EVERY_ROW = "BLOCKWISE_NL_JOIN";

    /** More than the rows of a policy, fewer than the customers of the sample: what one side of such a join may have. */
    private static final long FEW = 100;

    @Test
    void noOuterJoinGrowsWithTheSquareOfTheCustomers(SampleNight.Books night) {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.inMemory()) {
            Catalogue catalogue = catalogue(warehouse);
            warehouse.execute("ATTACH '" + night.database().toAbsolutePath() + "' AS night (READ_ONLY)");
            warehouse.execute("USE night");

            assertThat(
                            smallerSide(
                                    plan(
                                            warehouse,
                                            "SELECT a.customer_id FROM staged.customers AS a LEFT JOIN staged.orders AS b"
                                                    + " ON a.customer_id = b.customer_id AND (b.ordered_on > DATE '2026-01-01' OR a.is_active)")))
                    .as("what this test looks for is found")
                    .isGreaterThan(FEW);
            assertThat(catalogue.models()).hasSizeGreaterThan(300);
            assertThat(catalogue.models().stream()
                            .filter(model -> smallerSide(plan(warehouse, model.sql())) >= FEW)
                            .map(Model::relation))
                    .isEmpty();
        }
    }

    private static Catalogue catalogue(DuckDbWarehouse warehouse) {
        Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
        PolicyReader.read(Path.of("config/policy")).stream()
                .map(PolicyTable::relation)
                .forEach(around::add);
        return CatalogueReader.read(Path.of("jobs"), new DuckDbQueryReader(warehouse), around);
    }

    private static JsonNode plan(DuckDbWarehouse warehouse, String query) {
        return new ObjectMapper()
                .readTree(
                        warehouse.rows("EXPLAIN (FORMAT JSON) " + query).get(0).text(1));
    }

    private static long smallerSide(JsonNode plan) {
        return nodes(plan)
                .filter(node -> EVERY_ROW_WITH_EVERY_ROW.equals(
                        node.path("name").asString("").strip()))
                .mapToLong(join -> join.path("children")
                        .valueStream()
                        .mapToLong(QueryPlansTest::rows)
                        .min()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(QueryPlansTest::nodes));
    }

    /** What the engine expects of the operator, or of the largest below it. */
    private static long rows(JsonNode operator) {
        JsonNode expected = operator.path("extra_info").path("Estimated Cardinality");
        return expected.isMissingNode()
                ? operator.path("children")
                        .valueStream()
                        .mapToLong(QueryPlansTest::rows)
                        .max()
                        .orElse(0)
                : Long.parseLong(expected.asString());
    }
}
