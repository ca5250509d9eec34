package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.publish.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whoever holds it is the only one who runs nights in this data folder. The operating system takes it from a dead process. */
final class NightLock implements AutoCloseable {

    /** What this process holds: it may not even open these files again, for closing one gives the process's lock away (POSIX). */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private NightLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws Refusal {@code BUSY} where another run holds it
     */
    static NightLock take(Path state) {
        try {
            Path file = Files.createDirectories(state).toRealPath().resolve("night.lock");
            if (!HELD_HERE.add(file)) {
                throw busy("another run of this process", file);
            }
            try {
                return lock(file);
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot write to the data folder: " + Reason.of(e) + "\n  at " + state, e);
        }
    }

    private static NightLock lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            String holder = read(channel);
            channel.close();
            throw busy(holder.isEmpty() ? "another run" : "another run, process " + holder + ",", file);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return new NightLock(file, channel);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }

    private static Refusal busy(String holder, Path file) {
        return new Refusal(Refusal.Kind.BUSY, "Cannot run: " + holder + " holds the lock\n  at " + file);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot release the lock: " + e, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
