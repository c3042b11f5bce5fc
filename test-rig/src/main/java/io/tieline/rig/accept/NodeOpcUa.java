package io.tieline.rig.accept;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server made with node-opcua, running in a process of its own. */
final class NodeOpcUa implements AutoCloseable {

    private static final String PACKAGE = "node-opcua@2.186.4";
    private static final String SCRIPT = "opcua-peer.js";

    private final Process process;

    private NodeOpcUa(Process process) {
        this.process = process;
    }

    /**
     * Sees to it that node-opcua is there.
     *
     * @param work brought there if it is not
     * @throws IOException if node or npm are missing, or the registry cannot be reached
     */
    static void install(Path work) throws IOException, InterruptedException {
        Files.createDirectories(work);
        try (InputStream script = Objects.requireNonNull(NodeOpcUa.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(script, work.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(work.resolve("node_modules/node-opcua"))) {
            return;
        }
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--prefix",
                        ".",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--loglevel=error",
                        PACKAGE)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("npm.log").toFile())
                .start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroy();
            throw new IOException(PACKAGE + " could not be installed; see " + work.resolve("npm.log"));
        }
    }

    /** @param generation with every other number the node ids are other ones */
    static NodeOpcUa start(Path work, int port, int generation) throws IOException {
        Process process = new ProcessBuilder(
                        "node",
                        SCRIPT,
                        String.valueOf(port),
                        String.valueOf(generation),
                        work.resolve("pki").toAbsolutePath().toString())
                .directory(work.toFile())
                .redirectError(work.resolve("node.log").toFile())
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.equals("READY")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("node-opcua did not start; see " + work.resolve("node.log"));
        }
        return new NodeOpcUa(process);
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    /** The end of its input is its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
