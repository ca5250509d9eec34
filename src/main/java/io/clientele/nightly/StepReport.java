package io.clientele.nightly;

import io.clientele.model.Refusal;
import io.clientele.nightly.NightSteps.NightStep;
import io.clientele.warehouse.WarehouseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Does the work of a step and tells a listener of it, and of the steps before it that were done already. */
final class StepReport {

    private final StepListener listener;
    private final List<String> names;
    private int next;

    StepReport(StepListener listener, List<NightStep> steps) {
        this.listener = listener;
        this.names = steps.stream().map(NightStep::name).toList();
    }

    void run(NightStep step) {
        while (!names.get(next).equals(step.name())) {
            listener.stepKept(names.get(next++));
        }
        next++;
        Instant began = WallClock.now();
        listener.stepBegins(step.name());
        try {
            String said = step.work().run();
            listener.stepEnds(step.name(), Duration.between(began, WallClock.now()), said);
        } catch (WarehouseException e) {
            listener.stepFails(step.name(), Duration.between(began, WallClock.now()));
            throw new Refusal(Refusal.Kind.FAILED, "Cannot make " + step.name() + ": " + e.reason(), e);
        } catch (RuntimeException e) {
            listener.stepFails(step.name(), Duration.between(began, WallClock.now()));
            throw e;
        }
    }
}
