package io.tieline.cli.runtime;

import io.tieline.cli.outcome.CliException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway in a process of its own, with the JVM flags of the product. */
public final class GatewayProcess implements AutoCloseable {

    /** The longest an orderly stop may take: the uplink drains for at most five seconds of it. */
    private static final long STOP_SECONDS = 20;

    private static final String JAVA_OPTIONS = "TIELINE_JAVA_OPTS";

    private final Process process;

    private GatewayProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param arguments of the launcher
     * @param framework properties of the framework, by name
     * @param log takes what it prints; null: it prints where we print
     */
    public static GatewayProcess start(
            Home home, List<String> arguments, Map<String, String> framework, @Nullable Path log) {
        List<String> command = new ArrayList<>();
        command.add(home.runtime().resolve("bin").resolve("tieline-gateway").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().compute(JAVA_OPTIONS, (name, given) -> options(framework, given));
        if (log == null) {
            builder.inheritIO();
        } else {
            builder.redirectOutput(log.toFile());
        }
        try {
            return new GatewayProcess(builder.start());
        } catch (IOException e) {
            throw new CliException("The gateway cannot be started: " + e.getMessage());
        }
    }

    /** What the user has given comes last, for the last of two equal options counts. */
    static String options(Map<String, String> framework, @Nullable String given) {
        Stream<String> ours =
                framework.entrySet().stream().map(property -> "-D" + property.getKey() + "=" + property.getValue());
        return Stream.concat(ours, Stream.ofNullable(given)).collect(Collectors.joining(" "));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it ends by itself. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to stop and waits; kills it only if it does not. */
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
