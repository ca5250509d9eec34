package io.clientele.cli;

import io.clientele.nightly.Erasure;
import io.clientele.nightly.ErasureEvidence;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.Somebody;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code forget}: somebody is taken out of everything that is kept, and stays out. */
@Command(
        name = "forget",
        description = {
            "Take a customer or a person out of everything that is kept: deliveries, quarantine, work, logs and every version.",
            "The date that is shown is computed anew; older versions that knew them are deleted. It cannot be undone.",
            "What was cut off goes on when it is asked for again. The proof is kept in data/state/evidence."
        },
        mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CUSTOMER",
            description = {
                "As customer_id of the marts; or, with --record, a record of one source",
                "as in crm/contacts/P17."
            })
    @SuppressWarnings("NullAway.Init")
    private String somebody;

    @Option(names = "--record", description = "Forget one record of one source: SOURCE/TABLE/KEY.")
    private boolean isRecord;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the record; it must not name the customer.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--no-progress", description = "One line a step, also on a terminal.")
    private boolean isPlain;

    private Somebody who() {
        if (!isRecord) {
            return new Somebody.Customer(somebody);
        }
        try {
            return Somebody.Record.parse(somebody);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    @Override
    public Integer call() {
        NightSettings settings = Settings.read();
        PrintWriter err = spec.commandLine().getErr();
        ErasureEvidence proof = new Erasure(settings).forget(who(), Caller.name(), reason, Progress.to(err, isPlain));
        PrintWriter out = spec.commandLine().getOut();
        proof.removed().forEach((where, count) -> out.println("  " + count + "  " + where));
        out.println("Forgotten. Readers are shown " + proof.version() + "; "
                + proof.versionsDeleted().size() + " older versions are deleted.");
        out.println("Looked for " + proof.textCount() + " texts in " + proof.fileCount() + " files: "
                + proof.hits().size() + " hits. The proof is in "
                + settings.state().resolve("evidence"));
        out.flush();
        return ExitCode.OK;
    }
}
