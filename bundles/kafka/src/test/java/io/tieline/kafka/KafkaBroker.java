package io.tieline.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Kafka, broker and controller in one process of its own, on free loopback ports. */
final class KafkaBroker implements AutoCloseable {

    private static final String CLUSTER = "TielineTestCluster0001";

    private final Path directory;
    private final Path configuration;
    private final int port;
    private Process process;

    KafkaBroker(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        port = freePort();
        int controller = freePort();
        configuration = Files.writeString(
                directory.resolve("server.properties"),
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                num.partitions=3
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                """
                        .formatted(controller, port, controller, port, directory.resolve("log")));
        Process format = java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", configuration.toString());
        if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
            throw new IOException("Kafka's storage could not be formatted; see " + directory);
        }
        process = java("kafka.Kafka", configuration.toString());
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    void stop() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void start() throws IOException {
        process = java("kafka.Kafka", configuration.toString());
    }

    @Override
    public void close() {
        stop();
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("kafka.log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
