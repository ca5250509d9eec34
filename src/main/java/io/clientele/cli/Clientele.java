package io.clientele.cli;

import io.clientele.model.Refusal;
import io.clientele.nightly.MartsKeeping;
import io.clientele.nightly.PublishedQuery;
import io.clientele.nightly.ToolVersion;
import io.clientele.publish.PublicationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: what each customer is worth, run, planned, tested and read. */
@Command(
        name = "clientele",
        description = "What each customer is worth and will be worth, published every night as Parquet marts.",
        mixinStandardHelpOptions = true,
        versionProvider = Clientele.Version.class,
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            RerunCommand.class,
            BackfillCommand.class,
            StopCommand.class,
            ForgetCommand.class,
            TestCommand.class,
            LineageCommand.class,
            GenerateCommand.class,
            ServeCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 a step failed, 2 wrong models, settings or arguments, 3 a gate refused (the old marts stay),",
            "5 another run has the date, 6 stopped (130, 143: by a signal), 70 a fault of the program, 75 a delivery is missing or incomplete (try again)."
        })
public final class Clientele implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Clientele() {}

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Clientele());
        commandLine.addSubcommand(new RunsCommand(Settings::read));
        commandLine.addSubcommand(new AuditCommand(Settings::read));
        commandLine.addSubcommand(new SourcesCommand(Settings::read));
        CommandLine marts =
                new CommandLine(new MartsCommand(() -> Settings.read().marts()));
        marts.addSubcommand(new RollbackCommand(() -> new MartsKeeping(Settings.read())));
        marts.addSubcommand(new CollectCommand(() -> new MartsKeeping(Settings.read())));
        commandLine.addSubcommand(marts);
        commandLine.addSubcommand(new QueryCommand(() -> Settings.read().marts(), new PublishedQuery()));
        return commandLine
                .registerConverter(Path.class, Clientele::path)
                .registerConverter(LocalDate.class, Clientele::day)
                .setParameterExceptionHandler(Clientele::refuse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(reporting())
                .setExitCodeExceptionMapper(Clientele::exitCode);
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings that stand above config/application.yaml.")
    void config(Path file) {
        Settings.addFile(file);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What was refused is told in its own words; a fault of the program's own with its stack, for whoever mends it. */
    private static IExecutionExceptionHandler reporting() {
        return (exception, commandLine, parsed) -> {
            if (exception instanceof Refusal || exception instanceof PublicationException) {
                commandLine.getErr().println(exception.getMessage());
            } else {
                commandLine.getErr().println("A fault of the program's own, please report it:");
                exception.printStackTrace(commandLine.getErr());
            }
            commandLine.getErr().flush();
            return exitCode(exception);
        };
    }

    /** The launcher works in the program's folder; a path is meant from where its caller stands. */
    private static Path path(String text) {
        return Path.of(System.getProperty("clientele.caller", "")).resolve(text);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("expected a day such as 2026-11-20, found " + text);
        }
    }

    private static int refuse(ParameterException exception, String[] arguments) {
        CommandLine commandLine = exception.getCommandLine();
        PrintWriter err = commandLine.getErr();
        if (exception.getCause() instanceof Refusal refusal) {
            err.println(refusal.getMessage());
        } else {
            err.println(exception.getMessage());
            UnmatchedArgumentException.printSuggestions(exception, err);
        }
        err.println("Try: ./" + commandLine.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    private static int exitCode(Throwable exception) {
        if (exception instanceof Refusal refusal) {
            return ExitCode.of(refusal.kind());
        }
        return exception instanceof PublicationException ? ExitCode.REFUSED : ExitCode.FAULT;
    }

    /** The program's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"clientele " + ToolVersion.ofClientele()};
        }
    }
}
