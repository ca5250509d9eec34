package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.Audit;
import io.clientele.nightly.NightSettings;
import io.clientele.publish.AuditLog.Change;
import io.clientele.publish.AuditLog.Trail;
import io.clientele.publish.RowReader.Heading;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit}: who changed what; exit code 3 where the log is not as it was written. */
@Command(
        name = "audit",
        description = "See who changed what, by which door and why, the last change last.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    private final Supplier<NightSettings> settings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--verify", description = "Only say whether every line follows the one before it.")
    private boolean isVerifying;

    @Option(
            names = "--knows",
            paramLabel = "HASH",
            description =
                    "Whether the log once ended with this line, as --verify told it: nothing was taken off since.")
    private @Nullable String head;

    @Option(
            names = "--limit",
            defaultValue = "50",
            paramLabel = "N",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--output",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private RowOutput.Form form;

    /** @param settings asked for only when the command runs */
    AuditCommand(Supplier<NightSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Trail trail = new Audit(settings.get()).trail();
        if (head != null && !trail.knows(head)) {
            throw new Refusal(
                    Refusal.Kind.GATE,
                    "Cannot trust the audit log: it does not know " + head,
                    List.of("lines were taken off its end, or all of it was written anew"));
        }
        if (isVerifying || head != null) {
            out().println(trail.changes().size() + " changes, and each follows the one before it. The last one: "
                    + trail.head());
            out().flush();
        } else {
            print(trail.changes());
        }
        return ExitCode.OK;
    }

    private void print(List<Change> changes) {
        RowOutput rows = form.to(out());
        rows.columns(
                Stream.of("at", "actor", "trigger", "role", "action", "subject", "before", "after", "reason", "detail")
                        .map(name -> new Heading(name, false))
                        .toList());
        changes.stream()
                .skip(Math.max(0, changes.size() - limit))
                .forEach(change -> rows.row(Arrays.asList(
                        change.at(),
                        change.actor(),
                        change.trigger(),
                        change.role(),
                        change.action(),
                        change.subject(),
                        change.before(),
                        change.after(),
                        change.reason(),
                        change.detail())));
        rows.end();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
