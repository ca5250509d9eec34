package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.publish.FileModes;
import io.clientele.publish.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** The folders of the data folder that are for their owner alone: state, landing, work. */
final class StateFolder {

    private StateFolder() {}

    /**
     * Makes it where there is none.
     *
     * @throws Refusal {@code USAGE} where it cannot be written
     */
    static void make(Path state) {
        try {
            FileModes.makeOwn(state);
        } catch (IOException e) {
            throw unwritable(state, e);
        }
    }

    static Refusal unwritable(Path state, IOException e) {
        return new Refusal(
                Refusal.Kind.USAGE, "Cannot write to the data folder: " + Reason.of(e) + "\n  at " + state, e);
    }
}
