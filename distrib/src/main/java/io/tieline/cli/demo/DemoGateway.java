package io.tieline.cli.demo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.runtime.GatewayProcess;
import io.tieline.cli.runtime.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The gateway of the demo: a process of its own, and its page seen as any client sees it. */
final class DemoGateway implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final GatewayProcess process;
    private final PageClient client;
    private final Path data;
    private final Path log;
    private final String password;

    private DemoGateway(GatewayProcess process, PageClient client, Path data, Path log, String password) {
        this.process = process;
        this.client = client;
        this.data = data;
        this.log = log;
        this.password = password;
    }

    static DemoGateway start(Home home, Path work, SimulatedSite site, int wantedPort) throws IOException {
        int port = freePort(wantedPort);
        String password = generated();
        Path secret = work.resolve("page-password");
        DemoFiles.writeSecret(secret, password);
        Path configuration = work.resolve("gateway.yaml");
        Files.writeString(
                configuration,
                """
                # Written by tieline demo.
                site:
                  file: %s
                peak-shaving:
                  target: %d
                commissioning:
                  required: false
                uplink:
                  brokers: %s
                  group: tieline
                  node: demo
                console:
                  port: %d
                  password: ${file:%s}
                """
                        .formatted(site.siteFile(), site.suggestedTargetW(), site.broker(), port, secret));
        Path data = work.resolve("data");
        Path log = work.resolve("gateway.log");
        GatewayProcess process = GatewayProcess.start(
                home,
                List.of(
                        "--home", home.runtime().toString(),
                        "--data", data.toString(),
                        "--config", configuration.toString()),
                Map.of(
                        "tieline.clock.factor", "" + site.speed(),
                        "tieline.clock.start", site.startTime(),
                        "tieline.clock.origin", "" + site.startedAt()),
                log);
        return new DemoGateway(process, new PageClient(port, "operator", password), data, log, password);
    }

    /** The wanted port if nobody has it, else any. */
    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private static String generated() {
        String letters = "abcdefghjkmnpqrstuvwxyz23456789";
        return new SecureRandom()
                .ints(12, 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** Waits until the page answers and a first decision was made. */
    void awaitPage() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (decision() == null) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new CliException("The gateway did not start; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** The latest decision; null while there is none. */
    @Nullable
    JsonObject decision() {
        try {
            return client.get("/api/v1/decision");
        } catch (IOException e) {
            return null;
        }
    }

    String page() {
        return client.page();
    }

    String password() {
        return password;
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The counters the gateway left when it stopped. */
    JsonObject lastRun() {
        Path file = data.resolve("last-run.json");
        try {
            return Json.parse(Files.readString(file)).asObject();
        } catch (IOException | ParseException e) {
            throw new CliException("The gateway left no summary in " + file + "; see " + log);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
