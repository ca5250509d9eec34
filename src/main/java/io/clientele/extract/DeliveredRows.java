package io.clientele.extract;

import io.clientele.model.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a delivery gives for a table, straight from its files: nothing is landed. */
final class DeliveredRows {

    private final Inspection.Delivery delivery;
    private final TableMapping mapping;
    private final TakeInEngine engine;

    DeliveredRows(Inspection.Delivery delivery, TableMapping mapping, TakeInEngine engine) {
        this.delivery = delivery;
        this.mapping = mapping;
        this.engine = engine;
    }

    boolean areThere() {
        return delivery.files().keySet().containsAll(mapping.files());
    }

    /** SQL of the delivered columns and {@code _record}. */
    String sql() {
        mapping.query().ifPresent(query -> showFiles());
        String rows = mapping.query()
                .map(query -> "(\n" + query.sql().stripTrailing().replaceFirst(";$", "") + "\n)")
                .orElseGet(() -> FileLanding.records(file(mapping.files().get(0))));
        return "SELECT row_number() OVER () AS _record, * FROM " + rows;
    }

    /** A query finds each file's records with their number. */
    private void showFiles() {
        engine.execute("CREATE SCHEMA IF NOT EXISTS delivered");
        mapping.files()
                .forEach(name -> engine.execute("CREATE OR REPLACE VIEW delivered." + SqlText.name(name)
                        + " AS SELECT row_number() OVER () AS _record, * FROM " + FileLanding.records(file(name))));
    }

    private DeliveredFile file(String name) {
        return Objects.requireNonNull(delivery.files().get(name));
    }

    /** The delivered columns with the engine's types, in lower case. */
    Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        for (List<@Nullable Object> row : engine.rows("DESCRIBE " + sql())) {
            types.put(
                    String.valueOf(row.get(0)).toLowerCase(Locale.ROOT),
                    String.valueOf(row.get(1)).toLowerCase(Locale.ROOT));
        }
        types.remove(DeliveredFile.RECORD);
        return types;
    }

    /** How the rows are written: as their file is, or where several are read, as the source says of all. */
    FileFormat format() {
        return mapping.files().size() == 1
                ? file(mapping.files().get(0)).file().format()
                : delivery.source().format();
    }
}
