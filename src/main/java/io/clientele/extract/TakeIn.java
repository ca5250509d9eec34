package io.clientele.extract;

import io.clientele.extract.Inspection.Delivery;
import io.clientele.extract.LandingZone.Landed;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.model.SqlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From deliveries to landing tables. A landing table is a view of the good rows of what each source delivered for it;
 * what is wrong with the others stands in quarantine, with their raw text.
 */
public final class TakeIn {

    /** The rates of {@link io.clientele.model.Contract.Conversion}, made before the first table that is converted by them. */
    public static final RelationName RATES = new RelationName("intake", "rates");

    /** Exists from when all landing tables are whole: after that the night looks at no delivery any more. */
    private static final String CLOSED = "intake.closed";

    private final List<Source> sources;
    private final List<Contract> landing;
    private final LandingZone zone;
    private final TakeInEngine engine;
    private final Optional<Suppressions> suppressions;

    /** A take-in that suppresses nobody. */
    TakeIn(List<Source> sources, List<Contract> landing, LandingZone zone, TakeInEngine engine) {
        this(sources, landing, zone, engine, Optional.empty());
    }

    public TakeIn(
            List<Source> sources,
            List<Contract> landing,
            LandingZone zone,
            TakeInEngine engine,
            Optional<Suppressions> suppressions) {
        this.sources = sources;
        this.landing = landing;
        this.zone = zone;
        this.engine = engine;
        this.suppressions = suppressions;
    }

    /** How many rows of a table were delivered, and what became of them. */
    public record Counts(long delivered, long accepted, long quarantined, long filtered) {

        Counts plus(Counts other) {
            return new Counts(
                    delivered + other.delivered,
                    accepted + other.accepted,
                    quarantined + other.quarantined,
                    filtered + other.filtered);
        }
    }

    /**
     * Keeps every delivery as it came. What was kept by an earlier attempt of this night is kept again only if the
     * delivery has changed since and the landing tables are not closed yet.
     *
     * @return how many files were taken in anew
     * @throws Refusal where a delivery is missing, incomplete or not what was agreed
     */
    public int keepDeliveries(Instant now) {
        engine.execute("CREATE SCHEMA IF NOT EXISTS intake");
        if (isClosed() || zone.isAdopted()) {
            return 0;
        }
        List<Delivery> deliveries = Inspection.of(sources, landing, engine);
        FileLanding fileLanding = new FileLanding(zone, engine, withholding(deliveries));
        int taken = 0;
        for (Delivery delivery : deliveries) {
            for (DeliveredFile file : delivery.files().values()) {
                Optional<Landed> before =
                        zone.landed(delivery.source().name(), file.file().name());
                if (before.filter(landed -> landed.sha256().equals(file.sha256()))
                        .isEmpty()) {
                    if (taken == 0) {
                        forgetTables();
                    }
                    fileLanding.land(delivery.source(), file, now);
                    taken++;
                }
            }
        }
        return taken;
    }

    /** Who was forgotten is not landed again. */
    private Optional<Withholding> withholding(List<Delivery> deliveries) {
        return suppressions
                .filter(list -> !list.all().isEmpty())
                .map(list -> Withholding.of(list, sources, landing, deliveries, engine));
    }

    /** The tables of a database without the rows of those who were forgotten. */
    Map<String, SourceTable> withoutTheForgotten(Source source, Map<String, SourceTable> opened) {
        return suppressions
                .filter(list -> !list.all().isEmpty())
                .map(list -> new UnreadRows(list, source, sources, landing, opened).leftOut())
                .orElse(opened);
    }

    /** Before the first change: whoever is killed after it finds no table of a former delivery. */
    void forgetTables() {
        for (Contract contract : landing) {
            engine.execute("DROP VIEW IF EXISTS " + SqlText.name(contract.relation()));
        }
    }

    /** Whether the night looks at no delivery any more. */
    boolean isClosed() {
        return exists("intake", "closed");
    }

    private boolean exists(String schema, String name) {
        return !engine.rows("SELECT 1 FROM information_schema.tables WHERE table_schema = " + SqlText.text(schema)
                        + " AND table_name = " + SqlText.text(name))
                .isEmpty();
    }

    /**
     * Casts and checks one table, unless an earlier attempt has done so from the same deliveries.
     *
     * @return what became of its rows; empty where it was there already
     */
    public Optional<Counts> take(Contract contract) {
        String table = contract.relation().name();
        if (exists(contract.relation().schema(), table)) {
            return Optional.empty();
        }
        forgetFigures(table);
        List<String> views = new ArrayList<>();
        Counts sum = new Counts(0, 0, 0, 0);
        for (Source source : sources) {
            Optional<TableMapping> mapping = source.mapping(table);
            if (mapping.isPresent()) {
                SourceIntake intake = new SourceIntake(source, contract, mapping.get(), sources, landing, zone, engine);
                sum = sum.plus(intake.take());
                views.add(intake.acceptedRows());
            }
        }
        if (views.isEmpty()) {
            views.add(noRows(contract));
            engine.execute("INSERT INTO run.deliveries VALUES (" + SqlText.text(table) + ", NULL, false, 0, 0, 0, 0, "
                    + contract.quarantineLimitShare() + ")");
        }
        engine.execute("CREATE SCHEMA IF NOT EXISTS landing");
        engine.execute(
                "CREATE VIEW " + SqlText.name(contract.relation()) + " AS\n" + String.join("\nUNION ALL\n", views));
        return Optional.of(sum);
    }

    private void forgetExtractions() {
        for (Source source : sources) {
            List<String> tables = source.extractedTables(landing);
            if (tables.stream().noneMatch(table -> zone.isBuiltUpon(source.name(), table))) {
                zone.forgetRead(source.name());
                tables.forEach(table -> zone.forget(source.name(), table));
            }
        }
    }

    private void forgetFigures(String table) {
        for (String relation :
                List.of("run.deliveries", "run.quarantine_reasons", "run.control_totals", "run.source_totals")) {
            engine.execute("DELETE FROM " + relation + " WHERE table_name = " + SqlText.text(table));
        }
    }

    private static String noRows(Contract contract) {
        return "SELECT "
                + RunRelations.readable(contract).stream()
                        .map(column -> "CAST(NULL AS " + column.type().sql() + ") AS " + SqlText.name(column.name()))
                        .collect(Collectors.joining(", "))
                + " WHERE false";
    }

    /** The databases among the sources, to be read before the tables are taken. */
    public List<SourceExtraction> extractions(Drivers drivers) {
        return sources.stream()
                .flatMap(source -> source.database().stream()
                        .map(database -> new SourceExtraction(source, database, landing, zone, this, engine, drivers)))
                .toList();
    }

    /** Reconciles all tables, and closes the landing: from here on the night is a function of what is kept. */
    public void close() {
        try {
            new Reconciliation(landing, engine).demand();
        } catch (Refusal e) {
            forgetExtractions(); // what a source mends is read again
            throw e;
        }
        engine.execute("CREATE TABLE IF NOT EXISTS " + CLOSED + " AS SELECT true AS is_closed");
    }
}
