package io.tieline.distrib;

import io.tieline.update.release.ReleaseKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;

/** A runtime in a process of its own, which takes releases from its inbox. */
final class InboxRuntime implements AutoCloseable {

    private final Path data;
    private final Path output;
    private final Process process;

    /**
     * Starts it.
     *
     * @param home the installation
     * @param folder for its data and what it says
     * @param configuration the file; it may be missing
     */
    InboxRuntime(Path home, Path folder, Path configuration, PublicKey trusted) throws IOException {
        data = folder.resolve("data");
        output = folder.resolve("output");
        Path pem = Files.writeString(folder.resolve("release.pub"), ReleaseKeys.pem(trusted));
        ProcessBuilder builder = new ProcessBuilder(
                home.resolve("bin/tieline-gateway").toString(),
                "--data",
                data.toString(),
                "--config",
                configuration.toString(),
                "--set",
                "update.trusted.key=" + pem,
                "--set",
                "update.probation=10",
                "--set",
                "console.port=0");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    boolean isUp() {
        return Files.isDirectory(data.resolve("update/inbox"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Packs a release. */
    @FunctionalInterface
    interface Packing {
        void to(Path archive) throws Exception;
    }

    void drop(Packing release) throws Exception {
        Path part = data.resolve("release.part");
        release.to(part);
        Files.move(part, data.resolve("update/inbox/release.tlp"));
    }

    boolean hasRefused() {
        return Files.exists(data.resolve("update/inbox/release.tlp.refused"));
    }

    /** The phase of its update; empty: there was none. */
    String phase() throws IOException {
        Path file = data.resolve("update/state");
        return Files.exists(file) ? Files.readAllLines(file).get(0) : "";
    }

    /** All that is on the disk about its update. */
    String state() throws IOException {
        return Files.readString(data.resolve("update/state"));
    }

    /** What it has said, on its console. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** What it has written into its log. */
    String log() throws IOException {
        Path file = data.resolve("log/tieline.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
