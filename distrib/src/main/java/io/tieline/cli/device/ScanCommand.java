package io.tieline.cli.device;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.WriterConfig;
import io.tieline.cli.outcome.Exit;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Identify one device, propose its profile and show every value it gives beside the raw one.")
public final class ScanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "URI",
            description = {
                "modbus://HOST:PORT/UNIT, also modbus+tls, modbus+rtu (RTU over TCP), modbus+udp,",
                "modbus+serial:///dev/ttyUSB0?unit=1&baud=19200, snmp://HOST:PORT or opc.tcp://HOST:PORT/PATH"
            })
    private URI uri;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            defaultValue = DeviceTarget.AUTO,
            description = "Instead of recognising it.")
    private String profile;

    @Option(names = "--profiles", paramLabel = "DIR", description = "Profiles of your own, beside the built-in ones.")
    private @Nullable Path profiles;

    @Mixin
    private final DeviceOptions look = new DeviceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The protocol libraries would write their stack traces between our lines.
        LogManager.getLogManager().reset();
        Problems problems = new Problems();
        ProfileLibrary library = Libraries.with(Optional.ofNullable(profiles), problems);
        for (Problem problem : problems.sorted()) {
            spec.commandLine().getErr().println(problem);
        }
        try (Protocol protocol = look.protocol(uri, library)) {
            DeviceReader device = new DeviceReader(protocol, uri, look.protocolOptions());
            List<Proposal> proposals = profile.equals(DeviceTarget.AUTO) ? device.proposals() : List.of();
            PrintWriter out = spec.commandLine().getOut();
            if (look.json()) {
                out.println(Json.object()
                        .add("proposals", ReadingReport.json(proposals))
                        .add("device", ReadingReport.json(device.read(profile)))
                        .toString(WriterConfig.PRETTY_PRINT));
                return problems.isEmpty() ? Exit.OK : Exit.PROBLEM;
            }
            // Before the values: where no profile fits well enough to be read, what was seen is all the more of use.
            ReadingReport.print(proposals, out);
            out.flush();
            ReadingReport.print(device.read(profile), out);
            return problems.isEmpty() ? Exit.OK : Exit.PROBLEM;
        }
    }
}
