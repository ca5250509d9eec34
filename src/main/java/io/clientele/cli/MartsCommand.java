package io.clientele.cli;

import io.clientele.model.Column;
import io.clientele.publish.MartDescription;
import io.clientele.publish.MartFile;
import io.clientele.publish.PublicationException;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.RowReader.Heading;
import io.clientele.publish.Verification;
import io.clientele.publish.Version;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code marts ls|describe|verify|export}: what is published. Reads the folder of the marts and nothing else; {@link RollbackCommand}
 * and {@link CollectCommand}, which change it, stand beside these.
 *
 * <p>Exit codes: 0; 2 for an unknown mart, an existing file or when nothing is published; 3 when a published file is damaged.
 */
@Command(name = "marts", description = "See, check and take away what is published.", mixinStandardHelpOptions = true)
public final class MartsCommand implements Runnable {

    private final Supplier<Path> root;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** @param root the folder of the marts; asked for only when a command runs */
    public MartsCommand(Supplier<Path> root) {
        this.root = root;
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(name = "ls", description = "The published marts.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--output",
                            defaultValue = "table",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    RowOutput.Form form) {
        return reading(version -> {
            say("Version " + version.name() + ", business date "
                    + version.manifest().businessDate());
            RowOutput rows = form.to(out());
            rows.columns(List.of(text("mart"), number("rows"), number("bytes"), text("key"), text("question")));
            for (MartFile mart : version.manifest().marts()) {
                rows.row(Arrays.asList(
                        mart.name(),
                        mart.rows(),
                        mart.seal().bytes(),
                        String.join(", ", mart.uniqueKey()),
                        version.dictionary()
                                .mart(mart.name())
                                .map(MartDescription::question)
                                .orElse("")));
            }
            rows.end();
            return ExitCode.OK;
        });
    }

    @Command(description = "What a mart holds, column by column.", mixinStandardHelpOptions = true)
    int describe(@Parameters(paramLabel = "MART") String name) {
        return reading(version -> {
            Optional<MartFile> file = version.manifest().mart(name);
            Optional<MartDescription> mart = version.dictionary().mart(name);
            return file.isPresent() && mart.isPresent()
                    ? describe(file.get(), mart.get())
                    : refuse("Cannot describe " + name + ": " + noSuchMart(version));
        });
    }

    private int describe(MartFile file, MartDescription mart) {
        out().println(mart.name() + ": " + Cells.shown(mart.question()));
        if (mart.caveat() != null) {
            out().println("Caveat: " + Cells.shown(mart.caveat()));
        }
        out().println("One row for each " + String.join(", ", mart.grain()) + "; " + file.rows() + " rows.");
        out().println();
        RowOutput rows = new TableOutput(out());
        rows.columns(Stream.of("column", "type", "null", "unit", "label", "标签", "meaning")
                .map(MartsCommand::text)
                .toList());
        for (Column column : mart.columns()) {
            rows.row(Arrays.asList(
                    column.name(),
                    column.type(),
                    column.nullable() ? "yes" : "no",
                    column.unit(),
                    column.labelEn(),
                    column.labelZh(),
                    column.says()));
        }
        rows.end();
        return ExitCode.OK;
    }

    @Command(description = "Compare every published file with its manifest.", mixinStandardHelpOptions = true)
    int verify(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "VERSION",
                            description = "Another than the current one, as in data/marts/versions.")
                    @Nullable
                    String version) {
        Optional<Verification> verification;
        try {
            PublishedMarts marts = PublishedMarts.open(root.get());
            verification = version == null ? marts.verify() : marts.verify(version);
        } catch (PublicationException unreadable) {
            return refuse(String.valueOf(unreadable.getMessage()), ExitCode.REFUSED);
        }
        if (verification.isEmpty()) {
            return refuse(
                    version == null
                            ? "Cannot verify the marts: nothing is published yet."
                            : "Cannot verify " + version + ": there is no such version.");
        }
        Verification found = verification.get();
        if (found.isClean()) {
            out().println(found.version() + ": " + found.fileCount() + " files are as they were published.");
            out().flush();
            return ExitCode.OK;
        }
        return refuse(
                "Cannot vouch for " + found.version() + ": " + found.problems().size()
                        + (found.problems().size() == 1 ? " problem" : " problems")
                        + found.problems().stream().collect(Collectors.joining("\n  ", "\n  ", "\n"))
                        + "Do not use these marts. \"./clientele rerun\" publishes the night again as a new revision.",
                ExitCode.REFUSED);
    }

    @Command(description = "Copy one mart into a file.", mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "MART") String name,
            @Option(
                            names = "--format",
                            defaultValue = "csv",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    MartExport.Format format,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
                    Path file,
            @Option(names = "--overwrite", description = "Replace the file if it exists.") boolean mayOverwrite) {
        return reading(version -> {
            Optional<MartFile> mart = version.manifest().mart(name);
            if (mart.isEmpty()) {
                return refuse("Cannot export " + name + ": " + noSuchMart(version));
            }
            if (Files.exists(file) && !mayOverwrite) {
                return refuse("Cannot export " + name + ": " + file + " exists. Add --overwrite to replace it.");
            }
            MartExport.write(version, mart.get(), format, file);
            say("Wrote " + mart.get().rows() + " rows of " + name + " (" + version.name() + ") to " + file);
            return ExitCode.OK;
        });
    }

    /** Answers from one version. */
    private interface Answer {
        int from(Version version);
    }

    private int reading(Answer answer) {
        try {
            Optional<Version> current = PublishedMarts.open(root.get()).current();
            return current.isPresent()
                    ? answer.from(current.get())
                    : refuse("Cannot read the marts: nothing is published yet.");
        } catch (PublicationException | UncheckedIOException damaged) {
            return refuse(String.valueOf(damaged.getMessage()), ExitCode.REFUSED);
        }
    }

    private static String noSuchMart(Version version) {
        return "no such mart. Published are "
                + version.manifest().marts().stream().map(MartFile::name).collect(Collectors.joining(", ")) + ".";
    }

    private static Heading text(String name) {
        return new Heading(name, false);
    }

    private static Heading number(String name) {
        return new Heading(name, true);
    }

    private int refuse(String message) {
        return refuse(message, ExitCode.USAGE);
    }

    private int refuse(String message, int exitCode) {
        say(message);
        return exitCode;
    }

    private void say(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
