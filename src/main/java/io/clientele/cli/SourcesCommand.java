package io.clientele.cli;

import io.clientele.model.Column;
import io.clientele.model.ColumnType;
import io.clientele.model.Refusal;
import io.clientele.nightly.NightSettings;
import io.clientele.nightly.Sources;
import io.clientele.nightly.Sources.Checked;
import io.clientele.nightly.Sources.TableSample;
import io.clientele.publish.RowReader.Heading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sources ls|check|sample}: what would be read, whether it can be, and what it looks like. Changes nothing. */
@Command(
        name = "sources",
        description = "See and try the sources before a night reads them. Nothing is changed, here or there.",
        mixinStandardHelpOptions = true)
final class SourcesCommand implements Runnable {

    private static final Set<ColumnType.Kind> NUMBERS = EnumSet.of(
            ColumnType.Kind.INTEGER, ColumnType.Kind.BIGINT, ColumnType.Kind.DOUBLE, ColumnType.Kind.DECIMAL);

    private final Supplier<NightSettings> settings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** @param settings asked for only when a command runs */
    SourcesCommand(Supplier<NightSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(
            name = "ls",
            description = {
                "The source files and the tables that they fill, whether configured or only at hand.",
                "Needs no connection and no environment variable."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--output",
                            defaultValue = "table",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    RowOutput.Form form) {
        try (Sources sources = Sources.open(settings.get())) {
            RowOutput rows = form.to(out());
            Map<Path, Refusal> unreadable = sources.list(rows);
            rows.end();
            unreadable.values().forEach(refusal -> say(String.valueOf(refusal.getMessage())));
            return unreadable.keySet().stream().anyMatch(sources::isConfigured) ? ExitCode.USAGE : ExitCode.OK;
        }
    }

    @Command(
            description = {
                "Connect to a source, or open its files, and compare what it gives with the contracts.",
                "Tells all problems of all tables at once; counts no rows and reads at most a hundred of a table."
            },
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(
                            paramLabel = "NAME",
                            arity = "0..1",
                            description = "A configured source or a source file; without it, all that are configured.")
                    @Nullable
                    String name,
            @Option(
                            names = "--output",
                            defaultValue = "table",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    RowOutput.Form form) {
        try (Sources sources = Sources.open(settings.get())) {
            RowOutput rows = form.to(out());
            Checked checked = sources.check(Optional.ofNullable(name), rows);
            rows.end();
            if (checked.refusedAs() == null) {
                return ExitCode.OK;
            }
            say((checked.problemCount() == 1 ? "1 problem" : checked.problemCount() + " problems")
                    + ": a night would stop before it reads a row.");
            return ExitCode.of(checked.refusedAs());
        }
    }

    @Command(
            description =
                    "Ten rows of each table of a source, or of one, as the contract reads them; personal data is masked.",
            mixinStandardHelpOptions = true)
    int sample(
            @Parameters(paramLabel = "NAME", description = "A configured source or a source file.") String name,
            @Parameters(paramLabel = "TABLE", arity = "0..1", description = "One landing table.") @Nullable
                    String table,
            @Option(
                            names = "--output",
                            defaultValue = "table",
                            description =
                                    "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); csv and json need a TABLE.")
                    RowOutput.Form form) {
        if (table == null && form != RowOutput.Form.table) {
            say("Cannot show several tables as " + form + ": name one TABLE.");
            return ExitCode.USAGE;
        }
        try (Sources sources = Sources.open(settings.get())) {
            sources.sample(name, Optional.ofNullable(table), sample -> print(sample, form));
        }
        return ExitCode.OK;
    }

    private void print(TableSample sample, RowOutput.Form form) {
        if (form == RowOutput.Form.table) {
            out().println(sample.table()
                    + (sample.masked().isEmpty() ? "" : "; masked: " + String.join(", ", sample.masked())));
        }
        RowOutput rows = form.to(out());
        List<Heading> headings = new ArrayList<>();
        for (Column column : sample.columns()) {
            boolean isNumber =
                    NUMBERS.contains(column.type().kind()) && !sample.masked().contains(column.name());
            headings.add(new Heading(column.name(), isNumber));
        }
        headings.add(new Heading("quarantine", false));
        rows.columns(headings);
        sample.rows().forEach(rows::row);
        rows.end();
        if (form == RowOutput.Form.table) {
            out().println();
            out().flush();
        }
    }

    private void say(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
