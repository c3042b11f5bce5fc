package io.tieline.cli.runtime;

import io.tieline.cli.outcome.CliException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this Tieline is installed, and the source checkout around it if there is one. */
public record Home(Path runtime, Path checkout) {

    public static Home find() {
        String home = System.getProperty("tieline.home");
        String checkout = System.getProperty("tieline.checkout");
        if (home == null || checkout == null) {
            throw new CliException("Start this through the tieline script in distrib.");
        }
        return new Home(Path.of(home), Path.of(checkout));
    }

    /** The engineers' command, which brings the simulated site. */
    public Path rig() {
        Path rig = checkout.resolve("test-rig").resolve("rig");
        if (!Files.isExecutable(rig)) {
            throw new CliException(
                    "The demo needs the simulated site of the source checkout (test-rig), which is not in " + checkout
                            + ". Clone the project and run distrib/tieline demo there.");
        }
        return rig;
    }

    /** Where the demo keeps its files; emptied at each start. */
    public Path demoWork() {
        return checkout.resolve("distrib").resolve(".work").resolve("demo");
    }
}
