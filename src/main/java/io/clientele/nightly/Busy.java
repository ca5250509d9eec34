package io.clientele.nightly;

import io.clientele.model.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another run has the business date for itself. */
public final class Busy extends Refusal {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable RunHolder holder;

    Busy(String whatCannotBeDone, @Nullable RunHolder holder, List<String> details) {
        super(Kind.BUSY, "Cannot " + whatCannotBeDone + ": " + who(holder) + " holds the lock", details);
        this.holder = holder;
    }

    private static String who(@Nullable RunHolder holder) {
        if (holder == null) {
            return "another run";
        }
        return holder.pid() == ProcessHandle.current().pid()
                ? "another run of this process"
                : "another run, process " + holder.pid() + ",";
    }

    /** Which run; empty where it cannot be told. */
    public Optional<RunHolder> holder() {
        return Optional.ofNullable(holder);
    }
}
