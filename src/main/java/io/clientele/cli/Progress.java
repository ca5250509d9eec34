package io.clientele.cli;

import io.clientele.nightly.StepListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a night's steps: a bar on a terminal, one line a step elsewhere. */
final class Progress implements StepListener {

    /** What the launcher sets when standard error is a terminal. */
    private static final String TERMINAL = "clientele.terminal";

    private static final int WIDTH = 100;

    private final PrintWriter err;
    private final boolean isBar;
    private @Nullable ProgressBar bar;
    private int stepCount;
    private int done;

    private Progress(PrintWriter err, boolean isBar) {
        this.err = err;
        this.isBar = isBar;
    }

    static Progress to(PrintWriter err, boolean isPlain) {
        boolean isTerminal = Boolean.getBoolean(TERMINAL) && System.getenv("CI") == null;
        return new Progress(err, isTerminal && !isPlain);
    }

    @Override
    public void nightBegins(String night, int steps) {
        stepCount = steps;
        if (isBar) {
            bar = new ProgressBarBuilder()
                    .setTaskName(night)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new DelegatingProgressBarConsumer(
                            line -> {
                                err.print("\r" + line);
                                err.flush();
                            },
                            WIDTH))
                    .build();
        } else {
            err.println("Night " + night + ", " + steps + " steps");
            err.flush();
        }
    }

    @Override
    public void stepBegins(String step) {
        if (bar != null) {
            bar.setExtraMessage(step);
        }
    }

    @Override
    public void stepEnds(String step, Duration took, String said) {
        advance(String.format(Locale.ROOT, "%-38s %6.2f s  %s", step, took.toMillis() / 1000.0, said));
    }

    @Override
    public void stepKept(String step) {
        advance(String.format(Locale.ROOT, "%-38s           done by an earlier attempt", step));
    }

    @Override
    public void stepFails(String step, Duration took) {
        if (bar == null) {
            err.println(String.format(Locale.ROOT, "           %-38s %6.2f s  FAILED", step, took.toMillis() / 1000.0));
            err.flush();
        }
    }

    private void advance(String line) {
        done++;
        if (bar != null) {
            bar.stepTo(done);
        } else {
            err.println(String.format(Locale.ROOT, "[%3d/%3d]  %s", done, stepCount, line));
            err.flush();
        }
    }

    @Override
    public void nightEnds() {
        if (bar != null) {
            bar.close();
            bar = null;
            err.println();
            err.flush();
        }
    }
}
