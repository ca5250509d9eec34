package io.clientele.cli;

import io.clientele.nightly.Actor;
import io.clientele.nightly.MartsKeeping;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marts rollback}: readers are shown another version that is there. */
@Command(
        name = "rollback",
        description = "Show readers another version that is there; its files are compared first.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    private final Supplier<MartsKeeping> keeping;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "VERSION", description = "As in data/marts/versions.")
    @SuppressWarnings("NullAway.Init")
    private String version;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    RollbackCommand(Supplier<MartsKeeping> keeping) {
        this.keeping = keeping;
    }

    @Override
    public Integer call() {
        String before = keeping.get().rollBack(version, Actor.caller(), reason);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Readers are shown " + version + ". Before, it was " + before + ".");
        out.flush();
        return ExitCode.OK;
    }
}
