package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSteps.NightStep;
import io.clientele.nightly.NightSteps.Task;
import io.clientele.warehouse.WarehouseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Does the work of a step and tells a listener of it, and of the steps before it that were done already. */
final class StepReport {

    private final StepListener listener;
    private final List<String> names;
    private final BooleanSupplier isStopped;
    private int next;
    private Instant began = Instant.EPOCH;

    /** @param isStopped whether somebody asked the night to stop: then no further step begins */
    StepReport(StepListener listener, List<NightStep> steps, BooleanSupplier isStopped) {
        this.listener = listener;
        this.names = steps.stream().map(NightStep::name).toList();
        this.isStopped = isStopped;
    }

    /** Does a piece of work between telling of its beginning and of its end. */
    void run(Task step) {
        begins(step);
        try {
            ends(step, step.work().run());
        } catch (RuntimeException | Error e) {
            throw fails(step, e);
        }
    }

    void begins(NightStep step) {
        if (isStopped.getAsBoolean()) {
            throw stopped("before", step);
        }
        while (!names.get(next).equals(step.name())) {
            listener.stepKept(names.get(next++));
        }
        next++;
        began = WallClock.now();
        listener.stepBegins(step.name());
    }

    /** While a table is read; so many rows of it were written by now. */
    synchronized void reads(NightStep step, long rowCount) {
        listener.rowsRead(step.name(), rowCount);
    }

    void ends(NightStep step, String said) {
        listener.stepEnds(step.name(), Duration.between(began, WallClock.now()), said);
    }

    /** Tells of the failure, and says how to call it. */
    RuntimeException fails(NightStep step, Throwable e) {
        listener.stepFails(step.name(), Duration.between(began, WallClock.now()));
        if (isStopped.getAsBoolean()) {
            return stopped("in", step);
        }
        if (e instanceof WarehouseException refused) {
            return new Refusal(Refusal.Kind.FAILED, "Cannot make " + step.name() + ": " + refused.reason(), e);
        }
        if (e instanceof RuntimeException told) {
            return told;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(step.name() + " failed", e);
    }

    private static Refusal stopped(String where, NightStep step) {
        return new Refusal(
                Refusal.Kind.STOPPED,
                "Stopped " + where + " " + step.name() + ", as asked",
                List.of("the same command goes on from there"));
    }
}
