package io.clientele.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what, and why: a line of JSON for each change, which names the hash of the line before it. Lines are only ever added;
 * one that is changed, taken out or put between others no longer fits its successor. The last ones can be taken off without a trace in
 * the log itself: for that there is its head, which somebody notes elsewhere. Any number of threads and processes may write.
 *
 * <p>A line is on disk before the change that it tells of takes place. So a process that is killed between the two leaves a line too
 * many, and never one too few.
 */
public final class AuditLog {

    /** What the first line names as the one before it. */
    private static final String BEGINNING = "0".repeat(64);

    /** One of this process at a time; the lock of the operating system holds only between processes. */
    private static final Object TURN = new Object();

    private final Path file;

    public AuditLog(Path file) {
        this.file = file;
    }

    /**
     * A change.
     *
     * @param actor who did it
     * @param action in one word: run, backfill, publish, stop, override, rollback, expire, delete, token, revoke, forget
     * @param subject what was changed: a run, a version, a night, a token's name
     * @param detail what else must be known of it: parameters as {@code key=value}, a gate
     * @param trigger by which door it came: cli, schedule, api, backfill; null in lines of former releases
     * @param role what the actor may over the network; null elsewhere
     * @param before what readers were shown before, where the change is one of that
     * @param after what they are shown after it
     */
    public record Change(
            Instant at,
            String actor,
            String action,
            String subject,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String trigger,
            @Nullable String role,
            @Nullable String before,
            @Nullable String after) {

        /** A change that came by no door in particular and changes nothing that readers are shown. */
        public Change(
                Instant at,
                String actor,
                String action,
                String subject,
                @Nullable String reason,
                @Nullable String detail) {
            this(at, actor, action, subject, reason, detail, null, null, null, null);
        }
    }

    /** A line: a change, and the SHA-256 of the line before it. */
    private record Line(Change change, String previous) {}

    /**
     * The whole log, of which every line follows the line before it.
     *
     * @param changes the first one first
     * @param hashes SHA-256 in hex, of each line
     */
    public record Trail(List<Change> changes, List<String> hashes) {

        /** The hash of the last line. Whoever notes it elsewhere can tell later whether lines were taken off or written anew. */
        public String head() {
            return hashes.isEmpty() ? BEGINNING : hashes.get(hashes.size() - 1);
        }

        /** Whether the log once ended with a line of this hash. */
        public boolean knows(String head) {
            return head.equals(BEGINNING) || hashes.contains(head);
        }
    }

    /** Adds a change; it is on disk when this returns. */
    public void add(Change change) {
        inTurn(() -> {
            append(change);
            return 1L;
        });
    }

    private interface Writing {
        long write() throws IOException;
    }

    /** One at a time, of all threads and processes. */
    private long inTurn(Writing writing) {
        synchronized (TURN) {
            try {
                FileModes.makeOwn(file.resolveSibling("").toAbsolutePath());
                try (FileChannel turns = open(file.resolveSibling(file.getFileName() + ".lock"));
                        FileLock ours = turns.lock()) {
                    return writing.write();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write the audit log: " + Reason.of(failure), failure);
            }
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FileModes.ownFile());
    }

    /** What a kill left of a line that nobody was told is written is cut off. */
    private void append(Change change) throws IOException {
        List<String> lines = lines();
        String previous = lines.isEmpty() ? BEGINNING : hash(lines.get(lines.size() - 1));
        ByteBuffer line =
                ByteBuffer.wrap((Json.line(new Line(change, previous)) + "\n").getBytes(StandardCharsets.UTF_8));
        long end = lines.stream()
                .mapToLong(each -> each.getBytes(StandardCharsets.UTF_8).length + 1L)
                .sum();
        try (FileChannel channel = open(file)) {
            channel.truncate(end);
            channel.position(end);
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    /**
     * All changes, the first one first.
     *
     * @throws UncheckedIOException where a line is not as it was written
     */
    public List<Change> changes() {
        return trail().changes();
    }

    /**
     * The whole log.
     *
     * @throws UncheckedIOException where a line is not as it was written
     */
    public Trail trail() {
        try {
            List<Change> changes = new ArrayList<>();
            List<String> hashes = new ArrayList<>();
            String previous = BEGINNING;
            for (String text : lines()) {
                Line line = Json.readAlsoOlder(text.getBytes(StandardCharsets.UTF_8), Line.class);
                if (!previous.equals(line.previous())) {
                    throw new IOException("line " + (changes.size() + 1) + " does not follow the line before it");
                }
                changes.add(line.change());
                previous = hash(text);
                hashes.add(previous);
            }
            return new Trail(changes, hashes);
        } catch (IOException damaged) {
            throw new UncheckedIOException("Cannot trust the audit log " + file + ": " + Reason.of(damaged), damaged);
        }
    }

    /**
     * Changes what is written, for whoever must not be named any more, and joins the lines anew. That it was done is for the caller to add.
     *
     * @param text what becomes of the text of a line
     * @return how many lines changed
     */
    public long rewrite(UnaryOperator<String> text) {
        return inTurn(() -> {
            List<String> rewritten = new ArrayList<>();
            long changed = 0;
            String previous = BEGINNING;
            for (Change change : changes()) {
                String line = Json.line(new Line(change, previous));
                String masked = text.apply(line);
                changed += masked.equals(line) ? 0 : 1;
                rewritten.add(masked);
                previous = hash(masked);
            }
            if (changed > 0) {
                OwnFile.replace(file, (String.join("\n", rewritten) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return changed;
        });
    }

    /** The whole lines; one that is being written is none yet. */
    private List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static String hash(String line) {
        return Sha256.of(line.getBytes(StandardCharsets.UTF_8));
    }
}
