package io.clientele.cli;

import io.clientele.publish.MartQuery;
import io.clientele.publish.MartQuery.RefusedQuery;
import io.clientele.publish.PublishedMarts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query "select …"}: a question to the published marts; exit code 0, or 2 when it cannot be answered. */
@Command(
        name = "query",
        description = "Ask the published marts a question in SQL (one SELECT, read-only).",
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {

    private final Supplier<Path> root;
    private final MartQuery query;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SELECT", description = "One SELECT over the marts.")
    @SuppressWarnings("NullAway.Init")
    private String sql;

    @Option(names = "--output", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RowOutput.Form form = RowOutput.Form.table;

    /** @param root the folder of the marts; asked for only when the command runs */
    public QueryCommand(Supplier<Path> root, MartQuery query) {
        this.root = root;
        this.query = query;
    }

    @Override
    public Integer call() {
        Path catalogue = PublishedMarts.open(root.get()).catalogue();
        if (!Files.exists(catalogue)) {
            return refuse("Cannot query the marts: nothing is published yet.");
        }
        RowOutput rows = form.to(spec.commandLine().getOut());
        try {
            query.select(catalogue, sql, rows);
        } catch (RefusedQuery refused) {
            return refuse("Cannot query the marts: " + refused.getMessage());
        }
        rows.end();
        return ExitCode.OK;
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
        return ExitCode.USAGE;
    }
}
