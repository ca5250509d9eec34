package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Whoever holds it is the only one who runs nights in this data folder. The operating system takes it from a dead process. */
final class NightLock implements AutoCloseable {

    private final FileChannel channel;

    private NightLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws Refusal {@code BUSY} where another run holds it
     */
    static NightLock take(Path state) {
        Path file = state.resolve("night.lock");
        try {
            Files.createDirectories(state);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new Refusal(Refusal.Kind.BUSY, "Cannot run: another run holds the lock\n  at " + file);
            }
            return new NightLock(channel);
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot write to the data folder: " + e + "\n  at " + file, e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // this very process holds it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot release the lock: " + e, e);
        }
    }
}
