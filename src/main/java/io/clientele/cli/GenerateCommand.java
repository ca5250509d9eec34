package io.clientele.cli;

import io.clientele.generate.Company;
import io.clientele.generate.Format;
import io.clientele.model.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code generate}: an invented company of any size, with its planted truth. */
@Command(
        name = "generate",
        description =
                "Invent a company: its ERP's and CRM's deliveries, source files for them, and the truth that was planted.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    private static final long TOLD_EVERY = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--customers", required = true, description = "Customers of the ERP, at least 100.")
    private int customers;

    @Option(names = "--lines", required = true, description = "Order lines, at least 10 for each customer.")
    private long lines;

    @Option(names = "--seed", required = true, description = "The same seed gives the same bytes.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; what is there is replaced.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.CSV;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            long[] told = {0};
            new Company(customers, lines, seed).writeTo(out, format, (written, asked) -> {
                if (written - told[0] >= TOLD_EVERY) {
                    told[0] = written;
                    err.println(String.format(Locale.ROOT, "%,d of %,d lines", written, asked));
                    err.flush();
                }
            });
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Kind.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot write the company: " + e + "\n  at " + out, e);
        }
        spec.commandLine()
                .getOut()
                .println("Written to " + out + "; its source files are "
                        + out.resolve("sources").resolve("erp.yaml") + " and crm.yaml.");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
