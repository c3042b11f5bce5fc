package io.tieline.cli.demo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.runtime.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The simulated site and its broker, in a process of their own; told what to do line by line. */
final class SimulatedSite implements AutoCloseable {

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final JsonObject ready;

    private SimulatedSite(Process process, Writer commands, BufferedReader answers, JsonObject ready) {
        this.process = process;
        this.commands = commands;
        this.answers = answers;
        this.ready = ready;
    }

    static SimulatedSite start(Home home, Path work, double speed, @Nullable String externalBroker) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.rig().toString(),
                "demo-site",
                "--work",
                work.resolve("site").toString(),
                "--speed",
                "" + speed));
        Path data = home.checkout().resolveSibling("shared").resolve("data");
        if (data.toFile().isDirectory()) {
            command.addAll(List.of("--data", data.toString()));
        }
        if (externalBroker != null) {
            command.addAll(List.of("--external", externalBroker));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(work.resolve("site.log").toFile())
                .start();
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = answers.readLine();
        if (line == null) {
            throw new CliException("The simulated site did not start; see " + work.resolve("site.log"));
        }
        Writer commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        return new SimulatedSite(process, commands, answers, Json.parse(line).asObject());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    double speed() {
        return ready.getDouble("speed", 1);
    }

    /** The site's time at its start, ISO 8601. */
    String startTime() {
        return ready.getString("siteTime", "");
    }

    /** What our clock showed when the site's showed {@link #startTime}, in milliseconds since 1970. */
    long startedAt() {
        return ready.getLong("realTimeMillis", 0);
    }

    Path siteFile() {
        return Path.of(ready.getString("site", ""));
    }

    /** Where the gateway reaches the broker, through the relay that can be cut. */
    String broker() {
        return ready.getString("broker", "");
    }

    /** What the target of the period before might have been, W. */
    long suggestedTargetW() {
        return ready.getLong("suggestedTargetW", 0);
    }

    /** Says one line and returns the answer to it. */
    synchronized JsonObject ask(String line) throws IOException {
        String answer = null;
        if (process.isAlive()) {
            commands.write(line + "\n");
            commands.flush();
            answer = answers.readLine();
        }
        if (answer == null) {
            throw new CliException("The simulated site has ended.");
        }
        return Json.parse(answer).asObject();
    }

    @Override
    public void close() {
        try {
            ask("stop");
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException | CliException e) {
            // it has gone already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
