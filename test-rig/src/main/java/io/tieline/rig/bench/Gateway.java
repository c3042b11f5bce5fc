package io.tieline.rig.bench;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The product, started with its own start script, as the demo starts it: fresh data, broker, page. */
final class Gateway implements AutoCloseable {

    private static final long STOP_SECONDS = 20;

    /**
     * What it is to do.
     *
     * @param objectives lines of gateway.yaml: what its control is to do
     * @param clock framework properties of its clock
     */
    record Settings(Path site, String broker, String objectives, Map<String, String> clock) {

        String yaml(Path password) {
            return """
                    site: {file: %s}
                    %s
                    commissioning: {required: false}
                    uplink: {brokers: "%s", group: tieline, node: bench}
                    console: {port: 0, password: "${file:%s}"}
                    """
                    .formatted(site, objectives, broker, password);
        }
    }

    private final Process process;
    private final Path work;
    private final long startedNanos = System.nanoTime();

    private Gateway(Process process, Path work) {
        this.process = process;
        this.work = work;
    }

    /** Starts the one in {@code home}; its data, its configuration and what it prints go to {@code work}. */
    static Gateway start(Path home, Path work, Settings settings) throws IOException {
        return start(home, work, settings, Map.of());
    }

    /** The same with more variables in its environment. */
    static Gateway start(Path home, Path work, Settings settings, Map<String, String> environment) throws IOException {
        Files.createDirectories(work);
        Path password = Files.createFile(
                work.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "bench-walk");
        Path configuration = Files.writeString(work.resolve("gateway.yaml"), settings.yaml(password));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        home.resolve("bin/tieline-gateway").toString(),
                        "--home",
                        home.toString(),
                        "--data",
                        work.resolve("data").toString(),
                        "--config",
                        configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("out.log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "TIELINE_JAVA_OPTS",
                        settings.clock().entrySet().stream()
                                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" ")));
        return new Gateway(builder.start(), work);
    }

    double uptimeSeconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** Processor seconds used so far, by all its threads. */
    double cpuSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    /** Resident memory in MB of 2^20 bytes, as Linux counts it. */
    double residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the gateway ended by itself: "
                    + Files.readString(work.resolve("out.log")).strip());
        }
    }

    /** Stops it in good order and reads what it left. */
    JsonObject stop() throws IOException {
        close();
        try {
            return Json.parse(Files.readString(work.resolve("data/last-run.json")))
                    .asObject();
        } catch (ParseException e) {
            throw new IOException("the gateway left no summary of its run in " + work, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
