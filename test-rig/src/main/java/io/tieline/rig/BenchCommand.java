package io.tieline.rig;

import io.tieline.rig.bench.DecisionBench;
import io.tieline.rig.bench.ReactionBench;
import io.tieline.rig.bench.StartBench;
import io.tieline.rig.bench.WalkBench;
import io.tieline.rig.bench.journal.JournalFork;
import io.tieline.rig.bench.southbound.Plan;
import io.tieline.rig.bench.southbound.SouthboundBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** `rig bench`. */
@Command(
        name = "bench",
        description = "Measures the product on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "walk|start|reaction|decision|southbound|journal",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every figure is reached", "1:one is not", "2:wrong use, or the bench cannot be run"})
final class BenchCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "walk",
            description = "Start and memory of the gateway, its reaction to the grid meter, garbage per sample.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 2)
    int walk(
            @Option(names = "--quick", description = "Fewer starts, steps and polls: about a minute.") boolean quick,
            @Option(names = "--home", paramLabel = "DIR", description = "The product; default: the one built here.")
                    @Nullable
                    Path home,
            @Option(names = "--seed", defaultValue = "2026", description = "Of the steps; default: ${DEFAULT-VALUE}.")
                    long seed)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("tieline-bench-");
        return WalkBench.run(product(home), work, quick, seed, System.out) ? 0 : 1;
    }

    @Command(
            name = "start",
            description = "Start and memory of the gateway at a site of 50 devices, with and without AppCDS.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 2)
    int start(
            @Option(names = "--quick", description = "Fewer starts: about a minute and a half.") boolean quick,
            @Option(names = "--home", paramLabel = "DIR", description = "The product; default: the one built here.")
                    @Nullable
                    Path home,
            @Option(names = "--seed", defaultValue = "2026", description = "Of the load; default: ${DEFAULT-VALUE}.")
                    long seed)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("tieline-bench-");
        return StartBench.run(product(home), work, quick, seed, System.out) ? 0 : 1;
    }

    @Command(
            name = "reaction",
            description = "From a load step at the meter to the power commanded at 1, 12 and 40 cabinets.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 2)
    int reaction(
            @Option(names = "--quick", description = "Fewer steps: about a minute and a half.") boolean quick,
            @Option(names = "--home", paramLabel = "DIR", description = "The product; default: the one built here.")
                    @Nullable
                    Path home,
            @Option(names = "--seed", defaultValue = "2026", description = "Of the steps; default: ${DEFAULT-VALUE}.")
                    long seed)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("tieline-bench-");
        return ReactionBench.run(product(home), work, quick, seed, System.out) ? 0 : 1;
    }

    @Command(
            name = "decision",
            description = "What one decision for 1,000 and for 10,000 cabinets costs.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 2)
    int decision(
            @Option(names = "--quick", description = "Fewer rounds.") boolean quick,
            @Option(names = "--seed", defaultValue = "2026", description = "Of the loads; default: ${DEFAULT-VALUE}.")
                    long seed) {
        return DecisionBench.run(quick, seed, System.out) ? 0 : 1;
    }

    @Command(
            name = "southbound",
            description = "A thousand devices polled, some dead, three protocols; the Modbus client against others.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 2)
    int southbound(
            @Option(
                            names = "--quick",
                            description =
                                    "Shorter, and the same: less than a minute instead of a quarter" + " of an hour.")
                    boolean quick,
            @Option(
                            names = "--json",
                            description =
                                    "Machine output instead of the RESULT line; the table goes to" + " standard error.")
                    boolean json)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("tieline-bench-");
        return new SouthboundBench(quick ? Plan.quick() : Plan.full(), work, json ? System.err : System.out)
                        .run(json, System.out)
                ? 0
                : 1;
    }

    private Path product(@Nullable Path home) throws IOException {
        Path product = home == null ? Checkout.product() : home;
        if (!Files.isExecutable(product.resolve("bin/tieline-gateway"))) {
            throw new ParameterException(
                    spec.commandLine(), product + " has no bin/tieline-gateway: build distrib or give --home");
        }
        return product.toAbsolutePath();
    }

    @Command(
            name = "journal",
            description = "The journal beside SQLite rows, MVStore, Paho's files, gzip and Gorilla; a thousand cabinets"
                    + " recorded; crashes.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 2)
    int journal(
            @Option(names = "--quick", description = "Shorter, and the same: about a minute instead of an hour.")
                    boolean quick,
            @Option(names = "--crash", description = "Instead: a writer killed 200 times, and 50 power cuts.")
                    boolean crash,
            @Option(
                            names = "--kills",
                            description = "Instead: the whole gateway killed 200 times while it controls a site.")
                    boolean kills,
            @Option(names = "--seed", defaultValue = "2026", description = "Of the day; default: ${DEFAULT-VALUE}.")
                    long seed)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("tieline-bench-");
        return JournalFork.run(
                kills ? "kills" : crash ? "crash" : "figures",
                quick,
                work,
                seed,
                Checkout.product().resolve("bin/tieline-gateway"));
    }
}
