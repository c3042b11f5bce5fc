package io.tieline.rig.accept.sparkplug;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import io.tieline.rig.broker.Mosquitto;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttException;

/** The statements of Sparkplug 3.0 on edge nodes, every one with its verdict. */
public final class SparkplugAcceptance {

    /** All statements of the specification, each with whom it is about. */
    private static final String STATEMENTS = "statements.tsv";

    private static final String EDGE = "edge";

    /** A statement of the specification and what was found. */
    record Verdict(String id, Outcome outcome, String why) {}

    enum Outcome {
        PASS,
        FAIL,
        NOT_APPLICABLE
    }

    private SparkplugAcceptance() {}

    /**
     * Runs the suite.
     *
     * @return 0: all kept; 1: not; 2: cannot be run
     */
    public static int run(boolean json, PrintStream out) {
        if (!Mosquitto.isInstalled()) {
            out.println("the suite needs mosquitto; install the package of that name");
            return 2;
        }
        try {
            Path directory = Files.createTempDirectory("sparkplug");
            List<Verdict> verdicts;
            try (Course course = new Course(directory)) {
                course.full();
                course.short5();
                verdicts = judge(course.transcript());
            }
            print(verdicts, json, out);
            return verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.FAIL) ? 1 : 0;
        } catch (IOException | MqttException e) {
            out.println("the suite could not be run: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    static List<Rule> rules() {
        return Stream.of(SessionRules.all(), MessageRules.all(), MetricRules.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<Verdict> judge(Transcript transcript) {
        Map<String, Rule> rules = new HashMap<>();
        rules().forEach(rule -> rule.ids().forEach(id -> rules.put(id, rule)));
        List<Verdict> verdicts = new ArrayList<>();
        for (String[] statement : statements()) {
            Rule rule = rules.get(statement[0]);
            if (!statement[1].equals(EDGE) || rule == null) {
                verdicts.add(new Verdict(statement[0], Outcome.NOT_APPLICABLE, statement[1]));
                continue;
            }
            List<String> faults = rule.judge().apply(transcript);
            verdicts.add(
                    faults.isEmpty()
                            ? new Verdict(statement[0], Outcome.PASS, rule.says())
                            : new Verdict(statement[0], Outcome.FAIL, rule.says() + ": " + String.join(", ", faults)));
        }
        return verdicts;
    }

    /** Pairs of a statement's id and {@code edge}, or why it does not apply to one. */
    static List<String[]> statements() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SparkplugAcceptance.class.getResourceAsStream(STATEMENTS)),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(List<Verdict> verdicts, boolean json, PrintStream out) {
        if (json) {
            JsonArray array = Json.array().asArray();
            verdicts.forEach(verdict -> array.add(Json.object()
                    .add("id", "tck-id-" + verdict.id())
                    .add("verdict", word(verdict.outcome()))
                    .add("why", verdict.why())));
            out.println(array);
        } else {
            verdicts.forEach(verdict ->
                    out.printf("%-14s tck-id-%s: %s%n", word(verdict.outcome()), verdict.id(), verdict.why()));
        }
        out.println("RESULT accept-sparkplug statements=" + verdicts.size() + " passed=" + count(verdicts, Outcome.PASS)
                + " failed=" + count(verdicts, Outcome.FAIL) + " not-applicable="
                + count(verdicts, Outcome.NOT_APPLICABLE));
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case NOT_APPLICABLE -> "not applicable";
        };
    }

    private static long count(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }
}
