package io.clientele.nightly;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is with a database file that only one process at a time may open. A process keeps it open, and closes it between two
 * transactions as soon as another one waits; so a night, a server and a look at the runs get on beside each other. Of a process that
 * dies the operating system takes the turn away.
 */
final class FileStoreTurns {

    private static final Map<Path, FileStoreTurns> ALL = new ConcurrentHashMap<>();

    /** How often one that does not use the database looks whether another one waits. */
    private static final long LOOK_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(FileStoreTurns.class);

    private final Path locks;
    private final String url;

    /** Held by who has the database open. */
    private FileChannel turn;

    /** Held by who waits for it, before and until it gets its turn. */
    private FileChannel queue;

    private @Nullable FileLock held;

    /** Keeps the database open between connections. */
    private @Nullable Connection keeper;

    private int connections;

    private FileStoreTurns(Path locks, String url) throws IOException {
        this.locks = locks;
        this.url = url;
        this.turn = openTurn();
        this.queue = openQueue();
    }

    private FileChannel openTurn() throws IOException {
        return open(locks.resolve("metadata.lock"));
    }

    private FileChannel openQueue() throws IOException {
        return open(locks.resolve("metadata.queue"));
    }

    private void look() {
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "metadata-turns");
            thread.setDaemon(true);
            return thread;
        });
        looks.scheduleWithFixedDelay(this::giveAwayIfWanted, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The turns of a database, the same for everybody in this process. */
    static FileStoreTurns of(Path locks, String url) throws IOException {
        Path folder = Files.createDirectories(locks).toRealPath();
        synchronized (ALL) {
            FileStoreTurns known = ALL.get(folder);
            if (known == null) {
                known = new FileStoreTurns(folder, url);
                ALL.put(folder, known);
                known.look();
            }
            return known;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Waits for our turn where it is not ours. */
    synchronized Connection connect() throws SQLException {
        if (held == null) {
            await();
        }
        Connection connection = DriverManager.getConnection(url);
        connections++;
        return connection;
    }

    private void await() throws SQLException {
        boolean isInterrupted = false;
        try {
            while (held == null) {
                isInterrupted |= awaitUnlessInterrupted();
            }
        } catch (IOException e) {
            throw new SQLException("Cannot wait for the metadata of runs: " + e.getMessage(), e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            keeper = DriverManager.getConnection(url);
        } catch (SQLException e) {
            giveAway();
            throw e;
        }
    }

    /**
     * Whoever is interrupted while waiting closes the channel for all, so it is opened again.
     *
     * @return whether we were interrupted, and have to wait again
     */
    private boolean awaitUnlessInterrupted() throws IOException {
        turn = turn.isOpen() ? turn : openTurn();
        queue = queue.isOpen() ? queue : openQueue();
        try (FileLock waiting = queue.lock()) {
            held = turn.lock();
            return false;
        } catch (FileLockInterruptionException e) {
            return Thread.interrupted();
        }
    }

    /** After a connection is closed. */
    synchronized void disconnected() throws SQLException {
        connections--;
        if (isWanted()) {
            giveAway();
        }
    }

    private synchronized void giveAwayIfWanted() {
        try {
            if (isWanted()) {
                giveAway();
            }
        } catch (SQLException e) {
            LOG.warn("The metadata of runs were not given away: {}", e.getMessage());
        }
    }

    /** Nobody uses it here any more: closes it, if nobody else does. */
    synchronized void end() throws SQLException {
        if (connections == 0 && held != null) {
            giveAway();
        }
    }

    private boolean isWanted() throws SQLException {
        if (held == null || connections > 0) {
            return false;
        }
        try (FileLock nobody = queue.tryLock()) {
            return nobody == null;
        } catch (IOException e) {
            throw new SQLException("Cannot see who waits for the metadata of runs: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the file anew, without what was deleted or replaced in it. Nobody of this process may be connected.
     */
    synchronized void compact() throws SQLException {
        if (connections > 0) {
            throw new SQLException("the metadata of runs are in use");
        }
        if (held == null) {
            await();
        }
        try (Connection last = DriverManager.getConnection(url);
                Statement statement = last.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } finally {
            giveAway();
        }
    }

    private void giveAway() throws SQLException {
        try (FileLock ours = held;
                Connection last = keeper) {
            held = null;
            keeper = null;
        } catch (IOException e) {
            throw new SQLException("Cannot give away the metadata of runs: " + e.getMessage(), e);
        }
    }
}
