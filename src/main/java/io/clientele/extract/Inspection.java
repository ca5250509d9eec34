package io.clientele.extract;

import io.clientele.extract.Source.SourceFile;
import io.clientele.extract.TableMapping.Keep;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Nearest;
import io.clientele.model.Refusal;
import io.clientele.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A look at every delivery before anything is taken in: is it there, whole, and does it hold what its source file maps? */
public final class Inspection {

    private final List<Contract> landing;
    private final TakeInEngine engine;
    private final List<String> broken = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    private Inspection(List<Contract> landing, TakeInEngine engine) {
        this.landing = landing;
        this.engine = engine;
    }

    /**
     * A source's files, each opened.
     *
     * @param files by the name that the source file gives them
     */
    public record Delivery(Source source, Map<String, DeliveredFile> files) {}

    /**
     * Looks at the deliveries of all sources.
     *
     * @throws Refusal with every problem: {@code GATE} where a delivery is not what was agreed, {@code SOURCE} where
     *     deliveries are merely missing or incomplete
     */
    public static List<Delivery> of(List<Source> sources, List<Contract> landing, TakeInEngine engine) {
        Inspection inspection = at(sources, landing, engine);
        inspection.broken.addAll(missingTables(sources, landing));
        inspection.refuseIfAny();
        return List.copyOf(inspection.deliveries);
    }

    /** Looks, and refuses nothing. */
    static Inspection at(List<Source> sources, List<Contract> landing, TakeInEngine engine) {
        Inspection inspection = new Inspection(landing, engine);
        sources.forEach(inspection::inspect);
        return inspection;
    }

    /** What is not as it was agreed. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** What is not there, or not whole yet. */
    List<String> incomplete() {
        return List.copyOf(incomplete);
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private void inspect(Source source) {
        Map<String, DeliveredFile> files = new LinkedHashMap<>();
        for (SourceFile file : source.files().values()) {
            String where = source.name() + "." + file.name() + " (" + file.path() + "): ";
            try {
                files.put(file.name(), withColumns(DeliveredFile.open(file)));
            } catch (DeliveredFile.Unusable e) {
                (e.isIncomplete() ? incomplete : broken).add(where + e.problem());
            }
        }
        for (TableMapping mapping : source.tables().values()) {
            mapping.fromFile().map(files::get).ifPresent(file -> compare(source, mapping, file));
        }
        deliveries.add(new Delivery(source, files));
    }

    private DeliveredFile withColumns(DeliveredFile file) throws DeliveredFile.Unusable {
        if (file.file().format().type() == FileFormat.Type.CSV) {
            return file;
        }
        try {
            List<String> columns =
                    engine
                            .rows("DESCRIBE SELECT * FROM read_parquet("
                                    + SqlText.path(file.file().path()) + ")")
                            .stream()
                            .map(row -> String.valueOf(row.get(0)))
                            .toList();
            return new DeliveredFile(file.file(), file.bytes(), file.sha256(), columns);
        } catch (RuntimeException e) {
            throw new DeliveredFile.Unusable(true, "it is no sound Parquet file: " + e.getMessage());
        }
    }

    private void compare(Source source, TableMapping mapping, DeliveredFile file) {
        String where = source.definition() + ":" + mapping.line() + ": " + mapping.table() + ": ";
        Contract contract = landing.stream()
                .filter(candidate -> candidate.relation().name().equals(mapping.table()))
                .findFirst()
                .orElseThrow();
        int before = broken.size();
        compareKeep(source, mapping, file);
        mapping.columns().forEach((column, origin) -> {
            if (origin instanceof ColumnMapping.Delivered delivered && !has(file, delivered.column())) {
                broken.add(where + column + " should come from " + delivered.column() + ", which "
                        + file.file().path().getFileName() + " does not have"
                        + Nearest.hint(delivered.column(), file.columns()));
            }
        });
        for (Column column : contract.columns()) {
            boolean isMapped = mapping.columns().isEmpty()
                    ? has(file, column.name())
                    : mapping.columns().containsKey(column.name());
            if (!column.nullable() && !isMapped) {
                broken.add(where + column.name() + " must be delivered, but nothing maps to it"
                        + Nearest.hint(column.name(), file.columns()));
            }
        }
        if (broken.size() > before && file.columns().size() == 1) {
            broken.add(where + "the header is one column, so the delimiter is hardly "
                    + SqlText.text(file.file().format().delimiter()) + ": "
                    + file.columns().get(0));
        }
    }

    /** The condition is asked of no row: whether the file has its columns, and whether it is one at all. */
    private void compareKeep(Source source, TableMapping mapping, DeliveredFile file) {
        Keep keep = mapping.keep();
        if (keep == null) {
            return;
        }
        String where = source.definition() + ":" + keep.line() + ": " + mapping.table() + ": keep ";
        String row = file.columns().stream()
                .map(column -> "CAST(NULL AS VARCHAR) AS " + SqlText.name(column))
                .collect(Collectors.joining(", "));
        String relation = file.file().format().type() == FileFormat.Type.CSV
                ? "(SELECT " + row + ")"
                : "read_parquet(" + SqlText.path(file.file().path()) + ")";
        try {
            String type = String.valueOf(engine.rows("DESCRIBE SELECT (" + keep.condition() + "\n) FROM " + relation)
                    .get(0)
                    .get(1));
            if (!type.equals("BOOLEAN")) {
                broken.add(
                        where + "is no condition but gives " + type.toLowerCase(Locale.ROOT) + ": " + keep.condition());
            }
        } catch (RuntimeException e) {
            broken.add(where + "does not fit " + file.file().path().getFileName() + ": " + e.getMessage());
        }
    }

    private static boolean has(DeliveredFile file, String column) {
        return file.columns().stream().anyMatch(column::equalsIgnoreCase);
    }

    /** The tables that nobody delivers although the night needs them. */
    public static List<String> missingTables(List<Source> sources, List<Contract> landing) {
        return landing.stream()
                .filter(contract -> !contract.isOptional())
                .map(contract -> contract.relation().name())
                .filter(table -> sources.stream().noneMatch(source -> source.delivers(table)))
                .map(table -> "no source delivers " + table + ", which is not optional")
                .toList();
    }

    private void refuseIfAny() {
        List<String> all = new ArrayList<>(broken);
        all.addAll(incomplete);
        if (all.isEmpty()) {
            return;
        }
        Refusal.Kind kind = broken.isEmpty() ? Refusal.Kind.SOURCE : Refusal.Kind.GATE;
        throw new Refusal(
                kind,
                "Cannot take in the deliveries: " + all.size() + (all.size() == 1 ? " problem" : " problems"),
                all);
    }
}
