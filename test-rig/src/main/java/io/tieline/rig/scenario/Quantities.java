package io.tieline.rig.scenario;

import io.tieline.rig.physics.Genset;
import io.tieline.rig.physics.Outlets;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.physics.TransferSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be asked, in words. Powers are W, shares %, temperatures °C, times s. */
final class Quantities {

    private static final Map<String, Function<String[], Quantity>> VOCABULARY = new LinkedHashMap<>();
    /** What is seen in the plant and on its wires, whatever the gateway says. */
    private static final Set<String> SEEN;

    static {
        truths();
        devices();
        wires();
        SEEN = Set.copyOf(VOCABULARY.keySet());
        gateway();
    }

    private Quantities() {}

    /** What stands in the plant, whoever knows of it. */
    private static void truths() {
        number("import", stage -> stage.plant().gridW());
        number("export", stage -> Math.max(0, -stage.plant().gridW()));
        number("load", stage -> stage.plant().loadW());
        number("battery", stage -> stage.plant().batteryW());
        number("charging", stage -> Math.max(0, -stage.plant().batteryW()));
        number("soc", stage -> stage.plant().soc() * 100);
        number("unserved", stage -> stage.plant().unservedW());
        number("unserved energy", stage -> stage.plant().unservedWh());
        number("window mean", stage -> stage.plant().gridPeak().runningW());
        number("window peak", stage -> stage.plant().gridPeak().highestW());
        number("peak without batteries", stage -> stage.plant().rawPeak().highestW());
    }

    private static void devices() {
        numberOf("power of NAME", (stage, id) -> unit(stage, id).cabinet().powerW());
        numberOf("soc of NAME", (stage, id) -> unit(stage, id).cabinet().soc() * 100);
        numberOf("temperature of NAME", (stage, id) -> unit(stage, id).cabinet().temperatureC());
        numberOf("outlet NAME", (stage, n) -> outlets(stage).isOn(Integer.parseInt(n)) ? 1.0 : 0.0);
        numberOf(
                "commands to outlet NAME", (stage, n) -> (double) outlets(stage).commands(Integer.parseInt(n)));
        number("outlets on", stage -> stage.plant().pdus().stream()
                .mapToDouble(Outlets::countOn)
                .sum());
        number("orders to the genset", stage -> stage.plant()
                .genset()
                .map(Genset::orders)
                .map(Integer::doubleValue)
                .orElse(Double.NaN));
        number(
                "genset power",
                stage -> stage.plant().genset().map(Genset::powerW).orElse(Double.NaN));
        text("genset", stage -> stage.plant()
                .genset()
                .map(Genset::state)
                .map(Quantities::word)
                .orElse(""));
        text("source", stage -> stage.plant()
                .transferSwitch()
                .map(TransferSwitch::onGrid)
                .map(grid -> grid ? "grid" : "genset")
                .orElse(""));
    }

    /** What the gateway says of itself. */
    private static void gateway() {
        truth("gateway runs", stage -> stage.words().isAlive());
        text("state", stage -> stage.words().gridState());
        text("mode", stage -> stage.words().mode());
        text("sentence", stage -> stage.words().sentence());
        text("commissioning", stage -> stage.words().commissioning());
        text("binding", stage -> stage.words().binding());
        number("decided", stage -> stage.words().powerW());
        truth("update allowed", stage -> stage.words().updateAllowed());
        number("modules in maintenance", stage -> stage.words().alarms("control.in_maintenance"));
        say("alarm NAME", words -> new Quantity.Truth(stage -> stage.words().alarm(words[0])));
        say(
                "text of alarm NAME",
                words -> new Quantity.Text(stage -> stage.words().alarmText(words[0])));
        say("decision NAME", words -> decision(words[0]));
        say(
                "events with TEXT",
                words -> new Quantity.Number(stage -> stage.events().stream()
                        .filter(sentence -> sentence.contains(words[0]))
                        .count()));
    }

    private static void wires() {
        number("duplicates upstream", Stage::duplicatesUpstream);
        number("historical samples upstream", Stage::historicalUpstream);
        say(
                "calls to NAME in AMOUNT",
                words -> new Quantity.Number(stage -> stage.calls(words[0], stage.nanos() - nanos(words[1]))));
        number("writes", stage -> stage.writes("", 0));
        say("writes to NAME", words -> new Quantity.Number(stage -> stage.writes(words[0], 0)));
        say(
                "writes in AMOUNT",
                words -> new Quantity.Number(stage -> stage.writes("", stage.nanos() - nanos(words[0]))));
        say(
                "writes to NAME in AMOUNT",
                words -> new Quantity.Number(stage -> stage.writes(words[0], stage.nanos() - nanos(words[1]))));
    }

    /** A part of the decision; number, word or flag, as it is there. */
    private static Quantity decision(String path) {
        boolean flag = path.startsWith("is");
        return flag
                ? new Quantity.Truth(stage -> Boolean.TRUE.equals(stage.words().decision(path)))
                : path.endsWith("state") || path.endsWith("By") || path.endsWith("reason")
                        ? new Quantity.Text(
                                stage -> String.valueOf(stage.words().decision(path)))
                        : new Quantity.Number(stage -> stage.words().decision(path) instanceof java.lang.Number number
                                ? number.doubleValue()
                                : Double.NaN);
    }

    private static long nanos(String amount) {
        return Math.round(Amount.parse(amount).orElse(0) * 1e9);
    }

    private static StorageUnit unit(Stage stage, String id) {
        return stage.plant().storage().stream()
                .filter(unit -> unit.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cabinet " + id));
    }

    private static Outlets outlets(Stage stage) {
        return stage.plant().pdus().get(0);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static void number(String sentence, ToDoubleFunction<Stage> of) {
        say(sentence, words -> new Quantity.Number(of));
    }

    private static void numberOf(String sentence, BiFunction<Stage, String, Double> of) {
        say(sentence, words -> new Quantity.Number(stage -> of.apply(stage, words[0])));
    }

    private static void text(String sentence, Function<Stage, String> of) {
        say(sentence, words -> new Quantity.Text(of));
    }

    private static void truth(String sentence, Predicate<Stage> of) {
        say(sentence, words -> new Quantity.Truth(of));
    }

    private static void say(String sentence, Function<String[], Quantity> quantity) {
        VOCABULARY.put(sentence, quantity);
    }

    /** Empty if nothing in the vocabulary fits. */
    static Optional<Quantity> parse(String text) {
        for (Map.Entry<String, Function<String[], Quantity>> entry : VOCABULARY.entrySet()) {
            Matcher matcher = pattern(entry.getKey()).matcher(text);
            if (matcher.matches()) {
                String[] words = new String[matcher.groupCount()];
                for (int i = 0; i < words.length; i++) {
                    words[i] = matcher.group(i + 1);
                }
                return Optional.of(entry.getValue().apply(words));
            }
        }
        return Optional.empty();
    }

    /** Whether it is what the gateway says of itself. */
    static boolean isTold(String text) {
        return SEEN.stream()
                .noneMatch(sentence -> pattern(sentence).matcher(text).matches());
    }

    private static Pattern pattern(String sentence) {
        return Pattern.compile(sentence.replace("AMOUNT", "(\\d+(?:\\.\\d+)?\\s*[a-z]+)")
                .replace("NAME", "([\\w./-]+)")
                .replace("TEXT", "\"(.*)\""));
    }

    static List<String> sentences() {
        return List.copyOf(VOCABULARY.keySet());
    }
}
