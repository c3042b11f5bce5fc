package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.tieline.update.release.ReleaseKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code examples/fleet-update.sh} against a real mosquitto and two gateways in processes of their own. */
class FleetUpdateContainerTest {

    private static final Path SCRIPT = Path.of("examples/fleet-update.sh");
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final List<Path> NEEDED = Stream.of(
                    "/usr/sbin/mosquitto", "/usr/bin/mosquitto_rr", "/usr/bin/mosquitto_sub", "/usr/bin/openssl")
            .map(Path::of)
            .toList();

    private final Path folder;
    private final KeyPair keys = ReleaseKeys.generate();
    private final List<Process> processes = new ArrayList<>();
    private int broker;

    FleetUpdateContainerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                NEEDED.stream().allMatch(Files::exists),
                () -> "needs " + NEEDED + "; install mosquitto, mosquitto-clients, openssl");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            broker = free.getLocalPort();
        }
        run("mosquitto", "/usr/sbin/mosquitto", "-p", "" + broker);
        for (String node : List.of("a", "b")) {
            gateway(node);
        }
        for (String node : List.of("a", "b")) {
            await().atMost(SOON).until(() -> !report(node).isEmpty());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aBadReleaseHaltsAtTheFirstGatewayAndAGoodOneGoesThrough() throws Exception {
        assertThat(report("a"))
                .contains("\"running\":\"0.1.0\"", "\"phase\":\"IDLE\"", "\"health\":{\"goodDevices\":0");

        BuiltRelease bad = new BuiltRelease(folder.resolve("bad"));
        bad.change(main -> main.putValue(
                "Service-Component",
                main.getValue("Service-Component").replace("OSGI-INF/io.tieline.gateway.Console.xml,", "")));
        String halted = fleet(1, 7, bad);
        assertThat(halted)
                .contains("wave 1: edge/a", "edge/a PROBATION", "edge/a went back: ", "io.tieline.gateway.Console")
                .endsWith("halted: 1 of wave 1 did not take 0.1.7, 1 gateways were not asked\nexit 1");
        assertThat(report("b")).contains("\"order\":\"\"");
        assertThat(report("a")).contains("\"running\":\"0.1.0\"", "\"phase\":\"REVERTED\"");

        BuiltRelease good = new BuiltRelease(folder.resolve("good"));
        good.change(main -> main.putValue("Bundle-Version", "0.1.8"));
        assertThat(fleet(2, 8, good)).contains("wave 1: edge/a edge/b").endsWith("every gateway runs 0.1.8\nexit 0");
        for (String node : List.of("a", "b")) {
            assertThat(report(node)).contains("\"running\":\"0.1.8\"", "\"phase\":\"CONFIRMED\"");
        }

        assertThat(fleet(2, 8, good))
                .contains("refuses it: OLDER", "halted: 2 of wave 1")
                .endsWith("exit 1");
    }

    @Test
    void wrongUseIsToldBeforeAnybodyIsAsked() throws Exception {
        assertThat(script("-r", "0.1.7", "edge/a")).contains("usage:").endsWith("exit 2");
        assertThat(script("-r", "0.1.7", "-a", "x", "-w", "0", "edge/a")).endsWith("exit 2");
        assertThat(report("a")).contains("\"order\":\"\"");
    }

    @Test
    void whoFollowsSignedRequestsOnlyIsAskedWithASignature() throws Exception {
        Path key = folder.resolve("fleet.pem");
        shell("openssl genpkey -algorithm ed25519 -out " + key);
        String signer = "fleet=" + shell("openssl pkey -in " + key + " -pubout -outform DER | openssl base64 -A");
        gateway("c", "uplink.signers=" + signer);
        await().atMost(SOON).until(() -> !report("c").isEmpty());

        String[] order = {"-r", "0.1.9", "-a", "http://127.0.0.1:1/release.tlp", "-t", "5", "edge/c"};
        assertThat(script(order))
                .contains("edge/c refuses it: this gateway follows signed requests only")
                .endsWith("exit 1");
        shell("openssl genpkey -algorithm ed25519 -out " + folder.resolve("other.pem"));
        assertThat(script(
                        order, "-n", "fleet", "-k", folder.resolve("other.pem").toString()))
                .contains("edge/c refuses it: the signature is not that of a known signer 'fleet'")
                .endsWith("exit 1");
        assertThat(report("c")).contains("\"order\":\"\"");

        assertThat(script(order, "-n", "fleet", "-k", key.toString()))
                .contains("edge/c has not taken it after 5 s")
                .doesNotContain("refuses it");
        assertThat(report("c")).contains("\"order\":\"fleet-0.1.9-");
    }

    private static String shell(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }

    private String fleet(int wave, long counter, BuiltRelease release) throws Exception {
        Path archive = folder.resolve("release-" + counter + ".tlp");
        release.pack(counter, keys, archive);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(archive));
            try (var body = exchange.getResponseBody()) {
                Files.copy(archive, body);
            }
        });
        server.start();
        try {
            return script(
                    "-r",
                    "0.1." + counter,
                    "-a",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/release.tlp",
                    "-w",
                    "" + wave,
                    "-t",
                    "120",
                    "edge/a",
                    "edge/b");
        } finally {
            server.stop(0);
        }
    }

    /** What the script writes, and its exit code. */
    private String script(String[] arguments, String... more) throws Exception {
        return script(Stream.of(more, arguments).flatMap(Stream::of).toArray(String[]::new));
    }

    private String script(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString(), "-p", "" + broker));
        command.addAll(List.of(arguments));
        Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(script.getInputStream().readAllBytes());
        return output.strip() + "\nexit " + script.waitFor();
    }

    private String report(String node) throws Exception {
        Process listener = new ProcessBuilder(
                        "mosquitto_sub",
                        "-p",
                        "" + broker,
                        "-C",
                        "1",
                        "-W",
                        "1",
                        "-t",
                        "tieline/edge/" + node + "/update")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String report = new String(listener.getInputStream().readAllBytes()).strip();
        listener.waitFor();
        return report;
    }

    private void gateway(String node, String... more) throws IOException {
        Path data = Files.createDirectories(folder.resolve(node));
        Path pem = Files.writeString(data.resolve("release.pub"), ReleaseKeys.pem(keys.getPublic()));
        Path site = Files.writeString(
                data.resolve("site.yaml"),
                """
                site:
                  name: Fleet
                  timezone: UTC
                devices:
                  - id: grid
                    kind: meter
                    role: grid-meter
                    address: modbus://127.0.0.1:1/1
                """);
        List<String> command = new ArrayList<>(List.of(
                BuiltRelease.BUILT.resolve("bin/tieline-gateway").toString(),
                "--data",
                data.toString(),
                "--config",
                data.resolve("none.yaml").toString()));
        for (String setting : List.of(
                "update.trusted.key=" + pem,
                "update.probation=10",
                "update.when=now",
                "site.file=" + site,
                "uplink.brokers=tcp://127.0.0.1:" + broker,
                "uplink.group=edge",
                "uplink.node=" + node,
                "console.port=0")) {
            command.addAll(List.of("--set", setting));
        }
        for (String setting : more) {
            command.addAll(List.of("--set", setting));
        }
        run(node, command.toArray(String[]::new));
    }

    private void run(String name, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        processes.add(builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }
}
