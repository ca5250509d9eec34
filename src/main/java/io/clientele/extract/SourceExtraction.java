package io.clientele.extract;

import io.clientele.extract.jdbc.BeginAgain;
import io.clientele.extract.jdbc.Database;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.extract.jdbc.Session;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Contract;
import io.clientele.model.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One night's reading of a database: all tables from one state of it. A source is read whole or not at all: what is
 * interrupted begins again with the first table, so that no order is without its lines.
 */
public final class SourceExtraction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceExtraction.class);

    private final Source source;
    private final Database database;
    private final LandingZone zone;
    private final TakeIn takeIn;
    private final Drivers drivers;
    private final List<TableExtraction> tables = new ArrayList<>();
    private final Set<String> demandedWhole = new HashSet<>();
    private final Map<String, SourceTable> opened = new LinkedHashMap<>();
    private @Nullable Session session;
    private @Nullable Instant readAt;
    private boolean isBegun;
    private Course course = Course.KEPT;
    private int openTables;

    /** What there is to do. */
    private enum Course {
        /** An earlier attempt has read everything. */
        KEPT,
        /** The night is older than one that was read: it gets what was known then. */
        RECORDED,
        /** The database is read. */
        READ
    }

    SourceExtraction(
            Source source,
            Database database,
            List<Contract> landing,
            LandingZone zone,
            TakeIn takeIn,
            TakeInEngine engine,
            Drivers drivers) {
        this.source = source;
        this.database = database;
        this.zone = zone;
        this.takeIn = takeIn;
        this.drivers = drivers;
        for (Contract contract : landing) {
            source.mapping(contract.relation().name())
                    .flatMap(TableMapping::extract)
                    .ifPresent(extract -> tables.add(new TableExtraction(this, contract, extract, zone, engine)));
        }
    }

    public String name() {
        return source.name();
    }

    /** Its tables, in the order in which they are to be read. */
    public List<TableExtraction> tables() {
        return List.copyOf(tables);
    }

    /** How often the whole is begun again where the state that was read is lost, and the pause before the second time. */
    public Database database() {
        return database;
    }

    /** Before the first table; looks at every query before a row is read. */
    void ensureBegun(Instant now) {
        if (isBegun) {
            return;
        }
        course = course(now);
        if (course == Course.READ) {
            open(now);
        }
        openTables = tables.size();
        isBegun = true;
    }

    private Course course(Instant now) {
        if (takeIn.isClosed() || zone.isRead(source.name())) {
            return Course.KEPT;
        }
        takeIn.forgetTables();
        tables.forEach(table -> zone.forget(source.name(), table.table()));
        boolean isPast = tables.stream().anyMatch(table -> table.hasLaterNight(now));
        return isPast ? Course.RECORDED : Course.READ;
    }

    private void open(Instant now) {
        Session opening = Session.open(database, drivers);
        session = opening;
        Instant theirs = opening.now();
        readAt = theirs;
        compareClocks(theirs, now);
        lookAtTables(opening);
        opened.putAll(takeIn.withoutTheForgotten(source, opened));
    }

    private void lookAtTables(Session opening) {
        List<String> problems = new ArrayList<>();
        for (TableExtraction table : tables) {
            compare(opening, table, problems);
        }
        if (!problems.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot read " + source.name() + ": " + problems.size()
                            + (problems.size() == 1 ? " problem" : " problems"),
                    problems);
        }
    }

    private void compareClocks(Instant theirs, Instant ours) {
        ClockDifference difference = new ClockDifference(theirs, ours);
        if (difference.isOfAnotherDay()) {
            throw new Refusal(Refusal.Kind.GATE, "Cannot read " + source.name() + ": " + difference.says());
        }
        if (difference.isWorthAWord()) {
            LOG.warn("{}: {}", source.name(), difference.says());
        }
    }

    private void compare(Session opening, TableExtraction table, List<String> problems) {
        String where = table.extract().file() + ": " + table.table() + ": ";
        TableLook look = TableLook.at(opening, table.contract(), table.extract());
        look.problems().forEach(problem -> problems.add(where + problem));
        look.table(opening).ifPresent(found -> opened.put(table.table(), found));
    }

    boolean isKept() {
        return course == Course.KEPT;
    }

    boolean isRecorded() {
        return course == Course.RECORDED;
    }

    SourceTable opened(String table) {
        return Objects.requireNonNull(opened.get(table));
    }

    /** The moment of the state that is read, by the clock of the database. */
    Instant readAt() {
        return Objects.requireNonNull(readAt);
    }

    /** Whether what a table lacks can only be found by reading all of it. */
    boolean isDemandedWhole(String table) {
        return demandedWhole.contains(table);
    }

    /** Begins again, with a table read as a whole. */
    BeginAgain demandWhole(String table, String reason) {
        demandedWhole.add(table);
        return new BeginAgain(table + " of " + source.name() + ": " + reason);
    }

    /** After the last table the database is left alone. */
    void finished() {
        openTables--;
        if (openTables == 0) {
            zone.markRead(source.name());
            Optional.ofNullable(session).ifPresent(Session::close);
            session = null;
        }
    }

    /** Ends what runs, from another thread. */
    public void cancel() {
        Session running = session;
        if (running != null) {
            running.cancel();
        }
    }

    /** Forgets what was begun and not finished, with what was read of it; the next table is the first again. */
    @Override
    public void close() {
        Session open = session;
        session = null;
        opened.clear();
        if (open != null) {
            open.close();
        }
        if (isBegun && course == Course.READ && openTables > 0) {
            for (TableExtraction table : tables) {
                zone.abandon(source.name(), table.table());
                zone.forget(source.name(), table.table());
            }
        }
        isBegun = false;
    }
}
