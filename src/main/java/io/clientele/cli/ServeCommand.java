package io.clientele.cli;

import io.clientele.nightly.NightSettings;
import io.clientele.web.ServeSettings;
import io.clientele.web.Server;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serve}: the schedule's nights by themselves, and what people ask over the network. */
@Command(
        name = "serve",
        description = {
            "Run the nights of the schedule by itself, and answer under /api/v1, until it is stopped (Ctrl-C).",
            "Listens on 127.0.0.1:8317 unless server.address and server.port say otherwise. The first start writes the token of",
            "the administrator to state/admin.token in the data folder; it goes into the header Authorization: Bearer."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        NightSettings settings = Settings.read();
        ServeSettings serve = Settings.serve();
        try (Interruption interruption = new Interruption();
                Server server = Server.start(settings, serve)) {
            interruption.stopsBy(server::stop);
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    "Serving on port " + server.port() + ". The administrator's token: " + Server.tokenFile(settings));
            out.flush();
            server.await();
        }
        return ExitCode.OK;
    }
}
