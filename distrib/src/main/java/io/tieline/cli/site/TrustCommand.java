package io.tieline.cli.site;

import io.tieline.cli.device.Protocols;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.opcua.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = "OPC UA servers that wait to be trusted; with a thumbprint, trust that one.")
public final class TrustCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "THUMBPRINT",
            description =
                    "Of the server's certificate, or its beginning. Compare it with what the device itself shows.")
    private @Nullable String thumbprint;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The gateway's data directory; default: ${DEFAULT-VALUE}.",
            defaultValue = "tieline-data")
    private Path data;

    @Override
    public Integer call() throws IOException {
        Trust trust = Trust.in(Protocols.keys(data));
        PrintWriter out = spec.commandLine().getOut();
        if (thumbprint == null) {
            List<Trust.Waiting> waiting = trust.waiting();
            waiting.forEach(server ->
                    out.println(server.thumbprint() + "  " + server.subject() + "  " + server.applicationUri()));
            if (waiting.isEmpty()) {
                out.println("No server waits to be trusted in " + data + ".");
            }
            return Exit.OK;
        }
        Optional<Trust.Waiting> approved = trust.approve(thumbprint);
        if (approved.isEmpty()) {
            throw new CliException("Not exactly one waiting server has a thumbprint that begins with " + thumbprint
                    + "; list them with: tieline trust --data " + data);
        }
        out.println("Trusted from the next connection on: " + approved.get().subject());
        return Exit.OK;
    }
}
