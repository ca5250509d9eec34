package io.clientele.cli;

import io.clientele.nightly.RunHolder;
import io.clientele.nightly.StepListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a night's steps: a bar on a terminal, without colours, and one line a step elsewhere. */
final class Progress implements StepListener {

    /** The width of the terminal that standard error is; the launcher sets it, and only where it is one. */
    private static final String TERMINAL = "clientele.terminal";

    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final int NAME_WIDTH = 34;

    private final PrintWriter err;
    private final int barWidth;
    private @Nullable ProgressBar bar;
    private int stepCount;
    private int done;

    private Progress(PrintWriter err, int barWidth) {
        this.err = err;
        this.barWidth = barWidth;
    }

    static Progress to(PrintWriter err, boolean isPlain) {
        return to(err, isPlain, Integer.getInteger(TERMINAL, 0), System.getenv());
    }

    static Progress to(PrintWriter err, boolean isPlain, int terminalWidth, Map<String, String> environment) {
        boolean isBar = !isPlain && !environment.containsKey("CI") && !"dumb".equals(environment.get("TERM"));
        return new Progress(err, isBar ? terminalWidth : 0);
    }

    @Override
    public void waits(RunHolder other) {
        err.println(
                "Waiting for run " + other.runId() + ", process " + other.pid() + ", at work since " + other.since());
        err.flush();
    }

    @Override
    public void nightBegins(String night, int steps) {
        stepCount = steps;
        if (barWidth > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName(night)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .hideEta() // steps differ too much in length for a forecast
                    .setConsumer(new DelegatingProgressBarConsumer(
                            line -> {
                                err.print(CLEAR_LINE + line);
                                err.flush();
                            },
                            barWidth - 1))
                    .build();
        } else {
            err.println("Night " + night + ", " + steps + " steps");
            err.flush();
        }
    }

    @Override
    public void stepBegins(String step) {
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, " %-" + NAME_WIDTH + "s", step)); // a steady bar
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
