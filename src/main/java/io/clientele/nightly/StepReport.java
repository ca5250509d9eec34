package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSteps.NightStep;
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

    /** @param isStopped whether somebody asked the night to stop: then no further step begins */
    StepReport(StepListener listener, List<NightStep> steps, BooleanSupplier isStopped) {
        this.listener = listener;
        this.names = steps.stream().map(NightStep::name).toList();
        this.isStopped = isStopped;
    }

    void run(NightStep step) {
        if (isStopped.getAsBoolean()) {
            throw stopped("before", step);
        }
        while (!names.get(next).equals(step.name())) {
            listener.stepKept(names.get(next++));
        }
        next++;
        Instant began = WallClock.now();
        listener.stepBegins(step.name());
        try {
            String said = step.work().run();
            listener.stepEnds(step.name(), Duration.between(began, WallClock.now()), said);
        } catch (RuntimeException | Error e) {
            listener.stepFails(step.name(), Duration.between(began, WallClock.now()));
            if (isStopped.getAsBoolean()) {
                throw stopped("in", step);
            }
            if (e instanceof WarehouseException refused) {
                throw new Refusal(Refusal.Kind.FAILED, "Cannot make " + step.name() + ": " + refused.reason(), e);
            }
            throw e;
        }
    }

    private static Refusal stopped(String where, NightStep step) {
        return new Refusal(
                Refusal.Kind.STOPPED,
                "Stopped " + where + " " + step.name() + ", as asked",
                List.of("the same command goes on from there"));
    }
}
