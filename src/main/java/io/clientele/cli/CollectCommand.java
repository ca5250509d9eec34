package io.clientele.cli;

import io.clientele.model.Retention;
import io.clientele.nightly.Actor;
import io.clientele.nightly.MartsKeeping;
import io.clientele.publish.VersionsCollected;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marts gc}: versions that nothing keeps expire, and are deleted by a later collection. */
@Command(
        name = "gc",
        description = "Delete versions that expired, after a time of grace; what is kept is in jobs/nightly.yaml.",
        mixinStandardHelpOptions = true)
final class CollectCommand implements Callable<Integer> {

    private final Supplier<MartsKeeping> keeping;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean isDry;

    CollectCommand(Supplier<MartsKeeping> keeping) {
        this.keeping = keeping;
    }

    @Override
    public Integer call() {
        MartsKeeping marts = keeping.get();
        Retention policy = marts.retention();
        print(isDry ? marts.plan(policy) : marts.collect(policy, Actor.caller()));
        return ExitCode.OK;
    }

    private void print(VersionsCollected collected) {
        PrintWriter out = spec.commandLine().getOut();
        collected.deleted().forEach(version -> out.println((isDry ? "would delete  " : "deleted  ") + version));
        collected
                .expired()
                .forEach(each -> out.println(
                        "expired  " + each.version() + "   deleted by a collection from " + each.deletableFrom()));
        out.println(collected.kept().size() + " kept, " + collected.expired().size() + " expired, "
                + collected.deleted().size() + (isDry ? " to be deleted" : " deleted"));
        out.flush();
    }
}
