package io.clientele.nightly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes down what a night tells, and can break off at a step. */
class Recorder implements StepListener {

    final List<String> begun = new ArrayList<>();
    final List<String> kept = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    private final Map<String, String> said = new HashMap<>();

    /** What a step said at its end. */
    String said(String step) {
        return Objects.requireNonNull(said.get(step), step + " did not end");
    }

    /** Ends the night's work at a step, as a fault of the program would. */
    static Recorder failingAt(String fatal) {
        return new Recorder() {
            @Override
            public void stepEnds(String step, Duration took, String said) {
                if (step.equals(fatal)) {
                    throw new AssertionError("broken off at " + fatal);
                }
            }
        };
    }

    @Override
    public void nightBegins(String night, int stepCount) {}

    @Override
    public void stepBegins(String step) {
        begun.add(step);
    }

    @Override
    public void stepEnds(String step, Duration took, String words) {
        said.put(step, words);
    }

    @Override
    public void stepKept(String step) {
        kept.add(step);
    }

    @Override
    public void stepFails(String step, Duration took) {
        failed.add(step);
    }

    @Override
    public void nightEnds() {}
}
