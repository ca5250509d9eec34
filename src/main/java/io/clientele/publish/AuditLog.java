package io.clientele.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what is shown, and why: a line of JSON for each change, which names the hash of the line before it. Lines are only ever
 * added; one that is changed, taken out or put between others no longer fits its successor.
 */
public final class AuditLog {

    /** What the first line names as the one before it. */
    private static final String BEGINNING = "0".repeat(64);

    private final Path file;

    public AuditLog(Path file) {
        this.file = file;
    }

    /**
     * A change.
     *
     * @param action in one word: override, rollback, expire, delete
     * @param subject what was changed: a version, a night
     * @param detail what else must be known of it
     */
    public record Change(
            Instant at,
            String actor,
            String action,
            String subject,
            @Nullable String reason,
            @Nullable String detail) {}

    /** A line: a change, and the SHA-256 of the line before it. */
    private record Line(Change change, String previous) {}

    /** Adds a change; it is on disk when this returns. One writer at a time: the caller holds the lock. */
    public void add(Change change) {
        try {
            List<String> lines = lines();
            String previous = lines.isEmpty() ? BEGINNING : hash(lines.get(lines.size() - 1));
            byte[] line = (Json.line(new Line(change, previous)) + "\n").getBytes(StandardCharsets.UTF_8);
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(line));
                channel.force(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write the audit log: " + Reason.of(failure), failure);
        }
    }

    /**
     * All changes, the first one first.
     *
     * @throws UncheckedIOException where a line is not as it was written
     */
    public List<Change> changes() {
        try {
            List<Change> changes = new ArrayList<>();
            String previous = BEGINNING;
            for (String text : lines()) {
                Line line = Json.read(text.getBytes(StandardCharsets.UTF_8), Line.class);
                if (!line.previous().equals(previous)) {
                    throw new IOException("line " + (changes.size() + 1) + " does not follow the line before it");
                }
                changes.add(line.change());
                previous = hash(text);
            }
            return changes;
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
        List<Change> before = changes();
        try {
            List<String> rewritten = new ArrayList<>();
            long changed = 0;
            String previous = BEGINNING;
            for (Change change : before) {
                String line = Json.line(new Line(change, previous));
                String masked = text.apply(line);
                changed += masked.equals(line) ? 0 : 1;
                rewritten.add(masked);
                previous = hash(masked);
            }
            if (changed > 0) {
                Path next = MartsFolder.next(file);
                Disk.write(next, (String.join("\n", rewritten) + "\n").getBytes(StandardCharsets.UTF_8));
                Disk.replace(next, file);
            }
            return changed;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot rewrite the audit log: " + Reason.of(failure), failure);
        }
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String hash(String line) {
        return Sha256.of(line.getBytes(StandardCharsets.UTF_8));
    }
}
