package io.clientele.cli;

import io.clientele.model.Retention;
import io.clientele.nightly.MartsKeeping;
import io.clientele.publish.VersionsCollected;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code versions gc|rollback}: what is done with published versions besides making them. */
@Command(name = "versions", description = "Show an older version again; delete what nothing keeps.")
final class VersionCommands {

    private final Supplier<MartsKeeping> keeping;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    VersionCommands(Supplier<MartsKeeping> keeping) {
        this.keeping = keeping;
    }

    @Command(
            name = "rollback",
            description = "Show readers another version that is there; its files are compared first.",
            mixinStandardHelpOptions = true)
    int rollBack(
            @Parameters(paramLabel = "VERSION", description = "As in data/marts/versions.") String version,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
                    String reason) {
        String before = keeping.get().rollBack(version, user(), reason);
        out().println("Readers are shown " + version + ". Before, it was " + before + ".");
        out().flush();
        return ExitCode.OK;
    }

    @Command(
            name = "gc",
            description = "Delete versions that expired, after a time of grace; what is kept is in jobs/nightly.yaml.",
            mixinStandardHelpOptions = true)
    int collect(@Option(names = "--dry-run", description = "Only say what would be done.") boolean isDry) {
        MartsKeeping marts = keeping.get();
        Retention policy = marts.retention();
        VersionsCollected collected = isDry ? marts.plan(policy) : marts.collect(policy, user());
        collected.deleted().forEach(version -> out().println((isDry ? "would delete  " : "deleted  ") + version));
        collected.expired().forEach(each -> out().println(
                        "expired  " + each.version() + "   deleted by a collection from " + each.deletableFrom()));
        out().println(collected.kept().size() + " kept, " + collected.expired().size() + " expired, "
                + collected.deleted().size() + (isDry ? " to be deleted" : " deleted"));
        out().flush();
        return ExitCode.OK;
    }

    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
