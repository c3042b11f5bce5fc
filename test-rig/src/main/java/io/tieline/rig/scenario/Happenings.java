package io.tieline.rig.scenario;

import io.tieline.rig.physics.Genset;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.physics.UpsUnit;
import io.tieline.rig.virtual.Manner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may happen, in words. Capitals stand for what is filled in; an amount is a number with its unit. */
final class Happenings {

    private static final Map<String, BiConsumer<Stage, Words>> VOCABULARY = new LinkedHashMap<>();

    static {
        grid();
        load();
        cabinets();
        supply();
        devices();
        gateway();
        upstream();
    }

    private Happenings() {}

    /** The capitals of one sentence, in order. */
    private record Words(MatchResult match) {
        String word(int position) {
            return match.group(position);
        }

        double amount(int position) {
            return Amount.parse(match.group(position))
                    .orElseThrow(() -> new IllegalArgumentException("no amount: " + match.group(position)));
        }
    }

    private static void grid() {
        say("grid fails", (stage, words) -> stage.plant().grid().present(false));
        say("grid returns", (stage, words) -> stage.plant().grid().present(true));
        say(
                "grid voltage becomes AMOUNT",
                (stage, words) -> stage.plant().grid().voltage(words.amount(1) / 100));
        say(
                "grid frequency becomes AMOUNT",
                (stage, words) -> stage.plant().grid().frequency(words.amount(1)));
        say("grid rotates the wrong way", (stage, words) -> stage.plant().grid().rotation(false));
    }

    private static void load() {
        say("load becomes AMOUNT", (stage, words) -> stage.plant().load().goTo(words.amount(1), 0));
        say(
                "load goes to AMOUNT in AMOUNT",
                (stage, words) -> stage.plant().load().goTo(words.amount(1), words.amount(2)));
        say(
                "load swings by AMOUNT at AMOUNT",
                (stage, words) -> stage.plant().load().swing(words.amount(1), words.amount(2)));
    }

    private static void cabinets() {
        each("NAME trips", (unit, words) -> unit.trip(true));
        each("NAME recovers", (unit, words) -> unit.trip(false));
        each("NAME ignores its setpoints", (unit, words) -> unit.deafen(true));
        each("NAME follows its setpoints", (unit, words) -> unit.deafen(false));
        each("NAME is held at AMOUNT", (unit, words) -> unit.holdTemperature(words.amount(2)));
        each("NAME may cool down", (unit, words) -> unit.holdTemperature(Double.NaN));
        each("BMS of NAME is off by AMOUNT", (unit, words) -> unit.socError(words.amount(2)));
        each("cells of NAME drift AMOUNT apart", (unit, words) -> unit.cellSpread(words.amount(2)));
        each("NAME detects gas", (unit, words) -> unit.gas(true));
        each("NAME detects no gas", (unit, words) -> unit.gas(false));
    }

    private static void supply() {
        say("rectifier of NAME fails", (stage, words) -> ups(stage, words.word(1))
                .failRectifier(true));
        say("rectifier of NAME is repaired", (stage, words) -> ups(stage, words.word(1))
                .failRectifier(false));
        say("NAME goes to bypass", (stage, words) -> ups(stage, words.word(1)).bypass(true));
        say("NAME leaves bypass", (stage, words) -> ups(stage, words.word(1)).bypass(false));
        say("genset fails to start AMOUNT times", (stage, words) -> genset(stage)
                .failsToStart((int) words.amount(1)));
        say("genset cranks once per order", (stage, words) -> genset(stage).cranksOncePerOrder());
        say("genset trips above steps of AMOUNT", (stage, words) -> genset(stage)
                .tripsAboveStep(words.amount(1)));
        say(
                "outlet AMOUNT ignores its commands",
                (stage, words) -> stage.plant().pdus().get(0).deafen((int) words.amount(1)));
    }

    private static void devices() {
        for (Manner manner : Manner.values()) {
            String word = manner.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            say("NAME answers " + word, (stage, words) -> stage.behave(words.word(1), manner));
        }
        say("NAME is silent", (stage, words) -> stage.behave(words.word(1), Manner.SILENT));
        say("NAME freezes", (stage, words) -> stage.behave(words.word(1), Manner.FROZEN));
        say("NAME is well", (stage, words) -> stage.behave(words.word(1), Manner.OK));
        say(
                "NAME measures AMOUNT of the truth",
                (stage, words) -> stage.meterFactor(words.word(1), words.amount(2) / 100));
    }

    private static void gateway() {
        say("gateway is killed", (stage, words) -> stage.killGateway());
        say("gateway starts", (stage, words) -> stage.startGateway());
        say("clock steps by AMOUNT", (stage, words) -> stage.stepClock(Math.round(words.amount(1) * 1000)));
        say("wan is cut", (stage, words) -> stage.cutWan(true));
        say("wan is mended", (stage, words) -> stage.cutWan(false));
        say("state file is damaged", (stage, words) -> stage.damageStateFile());
        say("disk is full", (stage, words) -> stage.fillDisk(true));
        say("disk has room", (stage, words) -> stage.fillDisk(false));
    }

    private static void upstream() {
        say("commissioning test begins", (stage, words) -> stage.startCommissioning());
        say(
                "another gateway announces epoch AMOUNT",
                (stage, words) -> stage.announceGateway("gateway-2", (long) words.amount(1)));
        say(
                "upstream asks for AMOUNT for AMOUNT as lease NAME of epoch AMOUNT",
                (stage, words) -> stage.ask(
                        Leases.power(stage, words.amount(1), words.amount(2), words.word(3), (long) words.amount(4))));
        say(
                "upstream sends what it asked AMOUNT ago, AMOUNT for AMOUNT, as lease NAME of epoch AMOUNT",
                (stage, words) -> stage.ask(
                        Leases.late(stage, words.amount(1), words.amount(2), words.amount(3), words.word(4), (long)
                                words.amount(5))));
        say(
                "upstream asks for a reserve of AMOUNT for AMOUNT as lease NAME of epoch AMOUNT",
                (stage, words) -> stage.ask(Leases.reserve(
                        stage, words.amount(1), words.amount(2), words.word(3), (long) words.amount(4))));
        say(
                "upstream awaits a storm for AMOUNT as lease NAME of epoch AMOUNT",
                (stage, words) ->
                        stage.ask(Leases.storm(stage, words.amount(1), words.word(2), (long) words.amount(3))));
        say(
                "upstream curtails to AMOUNT for AMOUNT as lease NAME of epoch AMOUNT",
                (stage, words) -> stage.ask(Leases.curtailment(
                        stage, words.amount(1), words.amount(2), words.word(3), (long) words.amount(4))));
    }

    /** The same for one cabinet, or for all whose id begins so: {@code cab-*}. */
    private static void each(String sentence, BiConsumer<StorageUnit, Words> effect) {
        say(sentence, (stage, words) -> {
            List<StorageUnit> named = stage.plant().storage().stream()
                    .filter(unit -> unit.id().matches(words.word(1).replace("*", ".*")))
                    .toList();
            if (named.isEmpty()) {
                throw new IllegalArgumentException("no cabinet " + words.word(1));
            }
            named.forEach(unit -> effect.accept(unit, words));
        });
    }

    private static void say(String sentence, BiConsumer<Stage, Words> effect) {
        VOCABULARY.put(sentence, effect);
    }

    private static UpsUnit ups(Stage stage, String id) {
        return stage.plant().ups().stream()
                .filter(unit -> unit.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no UPS " + id));
    }

    private static Genset genset(Stage stage) {
        return stage.plant().genset().orElseThrow(() -> new IllegalArgumentException("this site has no genset"));
    }

    /** The effect of a sentence; empty if nothing in the vocabulary fits. */
    static Optional<Consumer<Stage>> parse(String sentence) {
        for (Map.Entry<String, BiConsumer<Stage, Words>> entry : VOCABULARY.entrySet()) {
            Matcher matcher = pattern(entry.getKey()).matcher(sentence.trim());
            if (matcher.matches()) {
                Words words = new Words(matcher.toMatchResult());
                return Optional.of(stage -> entry.getValue().accept(stage, words));
            }
        }
        return Optional.empty();
    }

    private static Pattern pattern(String sentence) {
        return Pattern.compile(sentence.replace("AMOUNT", "([-+]?\\d[\\d_]*(?:\\.\\d+)?\\s*[A-Za-z°%/]*?)")
                .replace("NAME", "([A-Za-z][\\w*-]*)"));
    }

    static List<String> sentences() {
        return List.copyOf(VOCABULARY.keySet());
    }
}
