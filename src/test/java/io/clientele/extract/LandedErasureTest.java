package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.model.Belonging;
import io.clientele.model.Contract;
import io.clientele.model.ControlTotals;
import io.clientele.model.Refusal;
import io.clientele.model.RelationName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedErasureTest {

    private static final Contract CUSTOMERS = Deliveries.whose(
            Deliveries.contract("customers", "id varchar", "above varchar?"),
            new Belonging(
                    Optional.of(RelationName.parse("staged.identities")),
                    false,
                    Map.of(),
                    Map.of("above", "customers")));
    private static final Contract ORDERS = Deliveries.with(
            Deliveries.contract("orders", "order_id varchar", "id varchar"),
            Map.of("id", "customers"),
            ControlTotals.NONE);
    private static final Contract LINES = Deliveries.with(
            Deliveries.contract("lines", "line_id varchar", "order_id varchar"),
            Map.of("order_id", "orders"),
            ControlTotals.NONE);
    private static final List<Contract> LANDING = List.of(CUSTOMERS, ORDERS, LINES);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Deliveries deliveries;

    @BeforeEach
    void twoSystemsHaveACustomerOfTheSameNumber() {
        deliveries = new Deliveries(folder);
        LANDING.forEach(deliveries::table);
        deliveries.write("c.csv", "id,above\nC-1001,\nC-2002,C-1001\n");
        deliveries.write("o.csv", "order_id,id\nO-5001,C-1001\nO-5002,C-2002\nO-5003, C-1001 \n");
        deliveries.write("l.csv", "line_id,order_id\nL-7001,O-5001\nL-7002,O-5002\nL-7003,O-5003\n");
        deliveries.write("other.csv", "id,above\nC-1001,\n");
    }

    @AfterEach
    void close() throws Exception {
        deliveries.close();
    }

    private LandedErasure erasure() {
        return new LandedErasure(folder.resolve("landing"), deliveries.sources(), LANDING, deliveries.engine());
    }

    private static SortedMap<String, SortedSet<String>> customer() {
        return new TreeMap<>(Map.of("erp/customers", new TreeSet<>(List.of("C-1001"))));
    }

    private List<String> landed(String file) {
        return deliveries
                .warehouse
                .rows("SELECT concat_ws(' ', *COLUMNS(*)) FROM read_parquet('"
                        + folder.resolve("landing").resolve(file).resolve("2026-11-20-r0/delivered.parquet")
                        + "') ORDER BY 1")
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    @Test
    void linesGoWithTheirOrdersAndAMentionIsBlankedAndTheSameNumberOfAnotherSystemStays() throws IOException {
        deliveries
                .source("erp", """
                        files: {c: {path: c.csv}, o: {path: o.csv}, l: {path: l.csv}}
                        tables: {customers: {from: c}, orders: {from: o}, lines: {from: l}}
                        """)
                .source("other", "files: {x: {path: other.csv}}\ntables: {customers: {from: x}}\n");
        deliveries.take();
        LandedErasure erasure = erasure();

        SortedMap<String, SortedSet<String>> keys = erasure.follow(customer());
        SortedSet<String> texts = erasure.texts();
        SortedMap<String, Long> removed = erasure.erase(new Traces(texts));

        assertThat(keys.get("erp/lines")).containsExactly("L-7001", "L-7003");
        assertThat(texts)
                .as("what another system's customer is known by too is no trace")
                .containsExactly("L-7001", "L-7003", "O-5001", "O-5003");
        assertThat(removed).containsExactlyInAnyOrderEntriesOf(Map.of("erp/c", 1L, "erp/o", 2L, "erp/l", 2L));
        assertThat(landed("erp/c")).containsExactly("C-2002");
        assertThat(landed("erp/o")).containsExactly("O-5002 C-2002");
        assertThat(landed("erp/l")).containsExactly("L-7002 O-5002");
        assertThat(landed("other/x")).containsExactly("C-1001");
        assertThat(deliveries.zone().landed("erp", "o").orElseThrow().recordCount())
                .isEqualTo(1);
    }

    @Test
    void whatAQueryFillsIsRefusedBeforeAnythingIsTouched() {
        deliveries.source("erp", """
                files: {c: {path: c.csv}, o: {path: o.csv}, l: {path: l.csv}}
                tables: {customers: {from: c}, orders: {query: orders.sql}, lines: {from: l}}
                """);
        deliveries.write("erp/orders.sql", "select order_id, id from delivered.o");
        deliveries.take();

        assertThatThrownBy(() -> erasure().follow(customer()))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(
                        "Cannot forget anybody whom erp knows: orders is read by orders.sql over o, and of files that");
        assertThat(landed("erp/c")).hasSize(2);
    }
}
