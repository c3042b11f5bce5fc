package io.tieline.rig.accept;

import io.tieline.profile.Profile;
import io.tieline.southbound.DeviceTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registers of a real device as somebody recorded them, and what they should be read as.
 *
 * @param words registers by 0-based address; what was not recorded is a hole
 * @param coils coils by 0-based address, 0 or 1
 * @param claims what somebody else reads from them
 * @param outside what somebody else reads from them but no point can be, with the reason
 */
record RegisterCapture(
        String name,
        Map<Integer, Integer> words,
        Map<Integer, Integer> coils,
        List<Claim> claims,
        List<String> outside,
        Reading reading) {

    private static final Pattern DUMPED = Pattern.compile("^\\[(\\d+)]:\\s*0x([0-9A-Fa-f]{1,4})");
    private static final int MARKER_HIGH = 0x5375;
    private static final int MARKER_LOW = 0x6E53;

    /** How a capture is read. */
    sealed interface Reading {

        /** A SunSpec device, which needs no profile. */
        record SunSpec() implements Reading {}

        /** Through a profile of the library. */
        record Named(String profile) implements Reading {}

        /** Through a profile that was written for it. */
        record Written(Profile profile) implements Reading {}

        /** By whatever the protocol proposes. */
        record Recognised() implements Reading {}

        default String profileId() {
            if (this instanceof Named named) {
                return named.profile;
            }
            if (this instanceof Written written) {
                return written.profile.id();
            }
            return this instanceof SunSpec ? "sunspec" : DeviceTarget.AUTO;
        }
    }

    /** One value of somebody else; it is right if all the points it stands for are. */
    record Claim(String what, Map<String, Expected> points) {

        static Claim of(String point, Expected expected) {
            return new Claim(point, Map.of(point, expected));
        }
    }

    /** What a point must be. */
    sealed interface Expected {
        record Measured(double value, double tolerance) implements Expected {}

        /** Compared without regard to case and blanks. */
        record Text(String value) implements Expected {}

        /** The name of a normalised state. */
        record State(String name) implements Expected {}

        /** The device says "not implemented": no point, or a bad one. */
        record Nothing() implements Expected {}
    }

    /** Reads lines of {@code [address]: 0xHHHH}. */
    static Map<Integer, Integer> dump(Path file) throws IOException {
        Map<Integer, Integer> words = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher dumped = DUMPED.matcher(line);
            if (dumped.find()) {
                words.put(Integer.parseInt(dumped.group(1)), Integer.parseInt(dumped.group(2), 16));
            }
        }
        return words;
    }

    /** Reads groups of hex digits, with comments, from an address on. */
    static Map<Integer, Integer> hex(int first, String raw) {
        Map<Integer, Integer> words = new HashMap<>();
        int address = first;
        for (String line : raw.lines().toList()) {
            String digits = line.replaceFirst("#.*", "").strip();
            for (String word : digits.isEmpty() ? List.<String>of() : List.of(digits.split("\\s+"))) {
                words.put(address++, Integer.parseInt(word, 16));
            }
        }
        return words;
    }

    /** The address of the SunSpec marker, if there is one. */
    OptionalInt sunSpecBase() {
        return sunSpecBase(words);
    }

    static OptionalInt sunSpecBase(Map<Integer, Integer> words) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue() == MARKER_HIGH)
                .filter(entry -> words.getOrDefault(entry.getKey() + 1, 0) == MARKER_LOW)
                .mapToInt(Map.Entry::getKey)
                .min();
    }
}
