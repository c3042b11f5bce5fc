package io.tieline.rig.walk;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The runtime as distrib has built it, and its commands in processes of their own. */
record Product(Path home) {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** How a command ended. */
    record Ended(int code, String text) {}

    /** The built runtime; the test is skipped where only this module was built. */
    static Product built() throws IOException {
        Path target = CHECKOUT.resolve("distrib").resolve("target");
        Optional<Path> home = Optional.empty();
        if (Files.isDirectory(target)) {
            try (Stream<Path> inside = Files.list(target)) {
                home = inside.filter(
                                path -> Files.isExecutable(path.resolve("bin").resolve("tieline-gateway")))
                        .findFirst();
            }
        }
        assumeThat(home).as("the runtime in %s; build distrib first", target).isPresent();
        return new Product(home.orElseThrow());
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    Path gateway() {
        return home.resolve("bin").resolve("tieline-gateway");
    }

    /** Runs the command people meet; without the script in distrib, which would begin to build. */
    Ended tieline(Path folder, String... arguments) throws IOException, InterruptedException {
        Process process = startTieline(folder, folder.resolve("output"), arguments);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new Ended(-1, "did not end by itself: " + Files.readString(folder.resolve("output")));
        }
        return new Ended(process.exitValue(), Files.readString(folder.resolve("output")));
    }

    Process startTieline(Path folder, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtieline.home=" + home,
                "-Dtieline.checkout=" + CHECKOUT,
                "-cp",
                home + "/cli/*:" + home + "/plugins/02/*:" + home + "/plugins/04/*",
                "io.tieline.cli.Tieline"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
