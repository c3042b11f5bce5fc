package io.tieline.cli.site;

import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.cli.runtime.GatewayProcess;
import io.tieline.cli.runtime.Home;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "run", mixinStandardHelpOptions = true, description = "Run the gateway of a site until it is stopped.")
public final class RunCommand implements Callable<Integer> {

    /** Whoever starts it by hand watches: where the page is, what comes online, why the broker refuses. */
    private static final Map<String, String> EVERY_CHANGE = Map.of("tieline.console.level", "INFO");

    @Spec
    private CommandSpec spec;

    @Option(names = "--site", required = true, paramLabel = "FILE", description = "The site file.")
    private Path site;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Objectives, uplink and page, see tieline settings; default: conf/gateway.yaml of the"
                    + " installation.")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the record is kept; default: ${DEFAULT-VALUE}.",
            defaultValue = "tieline-data")
    private Path data;

    @Option(names = "--profiles", paramLabel = "DIR", description = "Profiles of your own, beside the built-in ones.")
    private @Nullable Path profiles;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting over the file's, for instance peak-shaving.target=400000.")
    private List<String> settings = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Home home = Home.find();
        Problems problems = new Problems();
        if (SiteFiles.with(Optional.ofNullable(profiles), problems)
                .read(site, problems)
                .isEmpty()) {
            for (Problem problem : problems.sorted()) {
                spec.commandLine().getErr().println(problem);
            }
            return Exit.PROBLEM;
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--home", home.runtime().toString(),
                "--data", data.toAbsolutePath().toString(),
                "--config", configuration(home).toString(),
                "--set", "site.file=" + site.toAbsolutePath()));
        if (profiles != null) {
            arguments.addAll(List.of("--set", "site.profiles=" + profiles.toAbsolutePath()));
        }
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        GatewayProcess gateway = GatewayProcess.start(home, arguments, EVERY_CHANGE, null);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
        return gateway.await() == 0 ? Exit.OK : Exit.PROBLEM;
    }

    private Path configuration(Home home) {
        Path file = config == null ? home.runtime().resolve("conf").resolve("gateway.yaml") : config;
        if (!Files.isReadable(file)) {
            throw new CliException(file + " cannot be read; give another with --config");
        }
        return file.toAbsolutePath();
    }
}
