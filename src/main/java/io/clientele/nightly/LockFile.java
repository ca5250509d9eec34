package io.clientele.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file that the operating system locks for one holder, whose name stands in it. The lock of a dead process is free. Not for
 * network file systems.
 */
final class LockFile implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int LONGEST = 1_000;

    /**
     * What this process holds. Guarded by itself. It may not even open these files again, for closing one gives the process's lock
     * away (POSIX).
     */
    private static final Map<Path, RunHolder> HELD_HERE = new HashMap<>();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * What came of trying.
     *
     * @param lock null where another one holds it
     * @param holder the other one; null where the lock is ours, or the other one has not written its name yet
     */
    record Attempt(@Nullable LockFile lock, @Nullable RunHolder holder) {}

    /** Takes the lock if it is free. Its folder is made where there is none. */
    static Attempt attempt(Path path, RunHolder me) throws IOException {
        Path file = Files.createDirectories(path.toAbsolutePath().getParent())
                .toRealPath()
                .resolve(path.getFileName());
        synchronized (HELD_HERE) {
            RunHolder here = HELD_HERE.get(file);
            if (here != null) {
                return new Attempt(null, here);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    RunHolder holder = read(channel).orElse(null);
                    channel.close();
                    return new Attempt(null, holder);
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(me)), 0);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            HELD_HERE.put(file, me);
            return new Attempt(new LockFile(file, channel), null);
        }
    }

    private static Optional<RunHolder> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        try {
            RunHolder written = JSON.readValue(
                    new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8), RunHolder.class);
            // the name of a process that died holding it stands there until the next one has written its own
            return Optional.of(written)
                    .filter(holder -> ProcessHandle.of(holder.pid()).isPresent());
        } catch (JacksonException notWrittenYet) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            try {
                channel.truncate(0);
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot release the lock " + file, e);
            } finally {
                HELD_HERE.remove(file);
            }
        }
    }
}
