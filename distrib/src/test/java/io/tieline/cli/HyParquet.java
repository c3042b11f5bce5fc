package io.tieline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A reader of Parquet written by others, in another language: hyparquet on Node.js. */
final class HyParquet {

    private static final String PACKAGE = "hyparquet@1.33.0";
    private static final String SCRIPT = "read-parquet.mjs";
    private static final Path HOME = Path.of("target", "hyparquet");

    private HyParquet() {}

    /** Brings it here unless it is; false without Node.js or a registry. */
    static boolean isThere() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        try (InputStream script = Objects.requireNonNull(HyParquet.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(script, HOME.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(HOME.resolve("node_modules/hyparquet"))) {
            return true;
        }
        try {
            Process npm = new ProcessBuilder(
                            "npm", "install", "--prefix", ".", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("npm.log").toFile())
                    .start();
            return npm.waitFor(1, TimeUnit.MINUTES) && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The rows of a file, each as JSON with its columns in order. */
    static List<String> rows(Path file) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", SCRIPT, file.toAbsolutePath().toString())
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (node.waitFor() != 0) {
            throw new IOException(said);
        }
        return said.lines().toList();
    }
}
