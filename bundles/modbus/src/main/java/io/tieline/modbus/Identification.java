package io.tieline.modbus;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.RemoteUnit;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What a device says of itself in function 43/14 (V1.1b3, 6.21): the basic texts, and the regular and extended ones where
 * its conformity level promises them. Many devices know it not.
 */
final class Identification {

    /** The three ways to ask for a stream of objects, each from its first object on. */
    private enum Level {
        BASIC(1, 0),
        REGULAR(2, 3),
        EXTENDED(3, 0x80);

        private final int code;
        private final int firstObject;

        Level(int code, int firstObject) {
            this.code = code;
            this.firstObject = firstObject;
        }
    }

    private static final int CONFORMITY_AT = 2;
    private static final int MORE_AT = 3;
    private static final int NEXT_AT = 4;
    private static final int OBJECTS_AT = 6;
    private static final int MORE = 0xFF;
    /** The highest bit says that single objects can be asked for too. */
    private static final int CONFORMITY = 0x7F;
    /** More than any device has: one that always has more to say has nothing to say. */
    private static final int MOST_ANSWERS = 12;

    private static final String[] NAMES = {
        "vendor", "product", "revision", "url", "product.name", "model", "application"
    };

    private final RemoteUnit unit;
    private final Map<String, String> texts = new TreeMap<>();
    private int answers;

    private Identification(RemoteUnit unit) {
        this.unit = unit;
    }

    /** Empty where the device does not say anything, or nothing we understand. */
    static CompletableFuture<Map<String, String>> read(RemoteUnit unit) {
        Identification identification = new Identification(unit);
        return identification.ask(Level.BASIC, 0).thenApply(done -> Map.copyOf(identification.texts));
    }

    private CompletableFuture<Void> ask(Level level, int object) {
        return unit.write(Function.READ_IDENTIFICATION, object, (short) level.code)
                .thenCompose(answer -> answer instanceof Answer.Octets octets && octets.bytes().length >= OBJECTS_AT
                        ? next(level, object, octets.bytes())
                        : done());
    }

    private CompletableFuture<Void> next(Level level, int object, byte[] bytes) {
        texts.putAll(parse(bytes));
        int following = bytes[NEXT_AT] & 0xFF;
        if (++answers >= MOST_ANSWERS) {
            return done();
        }
        if ((bytes[MORE_AT] & 0xFF) == MORE && following > object) {
            return ask(level, following);
        }
        int conformity = bytes[CONFORMITY_AT] & CONFORMITY;
        int higher = level.ordinal() + 1;
        return higher < Level.values().length && conformity >= Level.values()[higher].code
                ? ask(Level.values()[higher], Level.values()[higher].firstObject)
                : done();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** The texts of one answer; objects of a maker's own are {@code object.128} and so on. */
    static Map<String, String> parse(byte[] bytes) {
        Map<String, String> texts = new TreeMap<>();
        int at = OBJECTS_AT;
        while (at + 2 <= bytes.length) {
            int id = bytes[at] & 0xFF;
            int length = bytes[at + 1] & 0xFF;
            if (at + 2 + length > bytes.length) {
                break;
            }
            String text = new String(bytes, at + 2, length, StandardCharsets.ISO_8859_1)
                    .replaceAll("\\p{Cntrl}", "")
                    .strip();
            texts.put(id < NAMES.length ? NAMES[id] : "object." + id, text);
            at += 2 + length;
        }
        return texts;
    }
}
