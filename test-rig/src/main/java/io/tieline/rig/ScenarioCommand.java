package io.tieline.rig;

import io.tieline.rig.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `rig scenario`. */
@Command(
        name = "scenario",
        description = "Plays what may happen to a site and tells whether the gateway did what it must.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every scenario passed", "1:one failed", "2:wrong use, or a file cannot be read"},
        exitCodeOnExecutionException = 2)
final class ScenarioCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "all",
            description = "The beginning of a name, such as 05, or all; default: ${DEFAULT-VALUE}.")
    private String name = "all";

    @Option(names = "--json", description = "Machine output.")
    private boolean json;

    @Option(names = "--wire", description = "Over real protocols with the built product, those that can be.")
    private boolean wire;

    @Option(
            names = "--at-most",
            paramLabel = "SECONDS",
            description = "Over the wire only those that take no longer than this.")
    private double longestSeconds = Double.POSITIVE_INFINITY;

    @Option(names = "--trace", description = "Print what goes on, a line a second.")
    private boolean trace;

    @Option(names = "--files", paramLabel = "DIR", description = "Other scenario files than those of the rig.")
    private @Nullable Path files;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = files == null ? Checkout.folder().resolve("test-rig/scenarios") : files;
        boolean passed = wire
                ? Scenarios.playOverTheWire(
                        folder,
                        name,
                        longestSeconds,
                        Checkout.product().resolve("bin/tieline-gateway"),
                        Files.createTempDirectory("tieline-scenario-"),
                        json,
                        System.out)
                : Scenarios.play(folder, name, json, trace, System.out);
        return passed ? 0 : 1;
    }
}
