package io.clientele.nightly;

import io.clientele.extract.LandingZone;
import io.clientele.extract.TakeIn;
import io.clientele.extract.TakeInEngine;
import io.clientele.model.Column;
import io.clientele.model.PolicyTable;
import io.clientele.model.Refusal;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One night at work: its own database, in which every finished relation is durable, and its own folder for spilling. */
final class Night implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final NightId id;
    private final NightSettings settings;
    private final Ingredients ingredients;
    private final DuckDbWarehouse warehouse;
    private final TakeIn takeIn;

    private Night(NightId id, NightSettings settings, Ingredients ingredients, DuckDbWarehouse warehouse) {
        this.id = id;
        this.settings = settings;
        this.ingredients = ingredients;
        this.warehouse = warehouse;
        this.takeIn = new TakeIn(
                ingredients.sources(),
                ingredients.catalogue().landing(),
                new LandingZone(settings.landing(), id.businessDate(), id.revision()),
                engineOf(warehouse));
    }

    /**
     * Opens a night, or goes on with it.
     *
     * @throws Refusal where it was begun with other models, policies or sources
     */
    static Night open(NightId id, NightSettings settings, Ingredients ingredients) {
        Path folder = folder(id, settings);
        Path spill = folder.resolve("spill");
        try {
            FileSystemUtils.deleteRecursively(spill);
            Files.createDirectories(spill);
            demandSameIngredients(id, folder.resolve("ingredients.json"), ingredients.fingerprints());
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot write to the work folder: " + e + "\n  at " + folder, e);
        }
        DuckDbWarehouse warehouse = DuckDbWarehouse.open(folder.resolve("night.duckdb"), spill, settings.engine());
        Night night = new Night(id, settings, ingredients, warehouse);
        night.furnish();
        return night;
    }

    private static Path folder(NightId id, NightSettings settings) {
        return settings.work().resolve(id.toString());
    }

    private static void demandSameIngredients(NightId id, Path file, Map<String, String> now) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, JSON.writeValueAsBytes(now));
            return;
        }
        Map<String, String> then = JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {});
        List<String> changed = now.keySet().stream()
                .filter(what -> !Objects.equals(now.get(what), then.get(what)))
                .map(what -> "the " + what + " changed since this night began")
                .toList();
        if (!changed.isEmpty()) {
            List<String> details = new ArrayList<>(changed);
            details.add("a new revision starts afresh: ./clientele run --full --as-of " + id.businessDate());
            throw new Refusal(Refusal.Kind.USAGE, "Cannot continue " + id.words(), details);
        }
    }

    private static TakeInEngine engineOf(DuckDbWarehouse warehouse) {
        return new TakeInEngine() {
            @Override
            public void execute(String sql) {
                warehouse.execute(sql);
            }

            @Override
            public List<List<@Nullable Object>> rows(String sql) {
                return warehouse.rows(sql).stream().map(Row::values).toList();
            }
        };
    }

    /** What every model may read besides models. What a former attempt found out of the deliveries stays. */
    private void furnish() {
        for (Map.Entry<RelationName, List<Column>> relation : RunRelations.all().entrySet()) {
            if (!warehouse.exists(relation.getKey())) {
                warehouse.createEmpty(relation.getKey(), relation.getValue());
            }
        }
        fill(
                RunRelations.CURRENT,
                List.of(List.of(id.businessDate(), settings.businessTimeZone().getId(), settings.reportingCurrency())));
        List<List<@Nullable Object>> sources = new ArrayList<>();
        ingredients.sources().forEach(source -> sources.add(List.of(source.name(), source.kind(), sources.size() + 1)));
        fill(RunRelations.SOURCES, sources);
        for (PolicyTable policy : ingredients.policies()) {
            warehouse.createEmpty(policy.relation(), policy.columns());
            warehouse.append(policy.relation(), policy.columns(), policy.rows());
        }
    }

    private void fill(RelationName relation, List<List<@Nullable Object>> rows) {
        List<Column> columns = RunRelations.all().getOrDefault(relation, List.of());
        warehouse.createEmpty(relation, columns);
        warehouse.append(relation, columns, rows);
    }

    NightId id() {
        return id;
    }

    Ingredients ingredients() {
        return ingredients;
    }

    NightSettings settings() {
        return settings;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    TakeIn takeIn() {
        return takeIn;
    }

    /** Nights that were published need their database no longer, but for the newest, which people look into. */
    static void forgetOthers(NightId kept, NightSettings settings, List<NightId> finished) {
        for (NightId other : finished) {
            if (!other.equals(kept)) {
                try {
                    FileSystemUtils.deleteRecursively(folder(other, settings));
                } catch (IOException e) {
                    throw new Refusal(Refusal.Kind.FAILED, "Cannot clear the work of " + other.words() + ": " + e, e);
                }
            }
        }
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
