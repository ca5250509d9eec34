package io.clientele.extract.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.servers.PostgreSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same business in the schemas of Odoo 17, 18 and 19. */
class OdooVersionsTest {

    private static final SourcePack PACK = SourcePack.read("odoo");
    private static final SourcePack PACK_OF_18 =
            PACK.with("customers", "customers_18.sql").with("products", "products_18.sql");

    @Test
    void all20TablesAreTheSameIn17And18And19() throws SQLException {
        List<String> of17 = rows(PACK);
        assertThat(of17).hasSizeGreaterThan(70);
        assertThat(rows(PACK_OF_18, "to_18.sql")).isEqualTo(of17);
        assertThat(rows(PACK_OF_18, "to_18.sql", "to_19.sql")).isEqualTo(of17);
    }

    private static List<String> rows(SourcePack pack, String... changes) throws SQLException {
        try (Connection odoo = PostgreSql.connect(PostgreSql.database("odoo_versions"))) {
            SqlScript.run(odoo, "odoo17/schema.sql");
            SqlScript.run(odoo, "odoo17/data.sql");
            for (String change : changes) {
                SqlScript.run(odoo, "odoo17/" + change);
            }
            try (Landed landed = Landed.of(pack, odoo)) {
                List<String> rows = new ArrayList<>();
                for (String table : pack.files().keySet()) {
                    for (String row : landed.rows("select * from " + table + " order by all")) {
                        rows.add(table + ": " + row);
                    }
                }
                return rows;
            }
        }
    }
}
