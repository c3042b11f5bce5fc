package io.tieline.rig;

import io.tieline.rig.site.SiteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a simulated site, shared by the commands that start one. */
final class SiteSettings {

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "First of consecutive ports on loopback; 0 (default) takes free ones.")
    private int port;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Folder for site.yaml and the OPC UA key; a temporary one by default.")
    private @Nullable Path work;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Test data folder: replays load/kit-un21.csv or load/steel.csv from it.")
    private @Nullable Path data;

    @Option(names = "--load", paramLabel = "FILE", description = "Replays this `minute-epoch,kW` file instead.")
    private @Nullable Path load;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "60",
            description = "Site seconds per real second (default ${DEFAULT-VALUE}).")
    private double speed;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2026", description = "Seed (default ${DEFAULT-VALUE}).")
    private long seed;

    /**
     * @throws IllegalArgumentException when an option makes no sense
     */
    SiteOptions options() throws IOException {
        if (!(speed > 0) || speed > 3600) {
            throw new IllegalArgumentException("--speed must be above 0 and at most 3600, not " + speed);
        }
        Path folder = work != null ? work : Files.createTempDirectory("tieline-rig-");
        return new SiteOptions(port, folder, trace(), speed, seed);
    }

    private @Nullable Path trace() {
        if (load != null) {
            return load;
        }
        if (data == null) {
            return null;
        }
        for (String name : new String[] {"kit-un21.csv", "steel.csv"}) {
            Path file = data.resolve("load").resolve(name);
            if (Files.isReadable(file)) {
                return file;
            }
        }
        return null;
    }
}
