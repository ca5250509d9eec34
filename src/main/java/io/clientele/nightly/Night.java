package io.clientele.nightly;

import io.clientele.extract.LandingZone;
import io.clientele.extract.SourceExtraction;
import io.clientele.extract.Suppressions;
import io.clientele.extract.TakeIn;
import io.clientele.extract.TakeInEngine;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.model.Column;
import io.clientele.model.Contract.Conversion;
import io.clientele.model.PolicyTable;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.publish.GateOverride;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Row;
import io.clientele.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One night at work: its own database, in which every finished relation is durable, and its own folder for spilling. */
final class Night implements AutoCloseable {

    private final NightId id;
    private final NightSettings settings;
    private final Ingredients ingredients;
    private final DuckDbWarehouse warehouse;
    private final ModelFence fence;
    private final TakeIn takeIn;
    private final List<SourceExtraction> extractions;
    private @Nullable RunRequest request;

    private Night(NightId id, NightSettings settings, Ingredients ingredients, DuckDbWarehouse warehouse) {
        this.id = id;
        this.settings = settings;
        this.ingredients = ingredients;
        this.warehouse = warehouse;
        this.fence = new ModelFence(id, settings, warehouse);
        this.takeIn = new TakeIn(
                ingredients.sources(),
                ingredients.catalogue().landing(),
                landingZone(id, settings),
                engineOf(warehouse),
                Optional.of(suppressions(settings)));
        this.extractions = takeIn.extractions(Drivers.in(settings.drivers()));
    }

    /** Opens a night, or goes on with it. */
    static Night open(NightId id, NightSettings settings, Ingredients ingredients) {
        StateFolder.make(settings.landing());
        StateFolder.make(settings.work());
        WorkFolder folder = WorkFolder.of(id, settings);
        folder.prepare(ingredients.fingerprints());
        DuckDbWarehouse warehouse = DuckDbWarehouse.open(folder.database(), folder.spill(), settings.engine());
        try {
            Night night = new Night(id, settings, ingredients, warehouse);
            night.furnish();
            return night;
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
    }

    /** Forgets what a night has done, deliveries too, so that it begins again. */
    static void forget(NightId id, NightSettings settings) {
        WorkFolder.of(id, settings).delete();
        landingZone(id, settings).forget();
    }

    static LandingZone landingZone(NightId id, NightSettings settings) {
        return new LandingZone(settings.landing(), id.businessDate(), id.revision());
    }

    /** Whom no delivery brings back. */
    static Suppressions suppressions(NightSettings settings) {
        return new Suppressions(settings.suppressions(), settings.pseudonymKey());
    }

    static TakeInEngine engineOf(DuckDbWarehouse warehouse) {
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

    /** The rates as they will be staged, for the tables that are not taken in without them. */
    void makeRates() {
        ingredients.catalogue().models().stream()
                .filter(model -> model.relation().equals(Conversion.RATES))
                .forEach(new RatesRoom(warehouse, WorkFolder.of(id, settings).rates())::make);
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

    /** Says who wants it, and why. */
    void isFor(RunRequest asked) {
        request = asked;
    }

    RunRequest request() {
        return Objects.requireNonNull(request, "a night is run for somebody");
    }

    /** Somebody's word for gates that may stop it. */
    List<GateOverride> overrides() {
        return request().overrides();
    }

    /** For those who take in deliveries. */
    Warehouse warehouse() {
        return warehouse;
    }

    /** For models and for what is made of their relations: the engine, closed against everything outside. */
    Warehouse modelRoom() {
        return fence.closed();
    }

    TakeIn takeIn() {
        return takeIn;
    }

    List<SourceExtraction> extractions() {
        return extractions;
    }

    /** Ends what runs, from another thread. */
    void cancel() {
        extractions.forEach(SourceExtraction::cancel);
        warehouse.cancel();
    }

    @Override
    public void close() {
        extractions.forEach(SourceExtraction::close);
        warehouse.close();
    }
}
