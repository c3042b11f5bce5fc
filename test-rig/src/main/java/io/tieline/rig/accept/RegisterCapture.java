package io.tieline.rig.accept;

import io.tieline.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registers of a real device as somebody recorded them, and what they should be read as.
 *
 * @param words by 0-based address; what was not recorded is a hole
 * @param expected canonical point → what it must be
 * @param profile how it is read; empty: a SunSpec device, which needs none
 */
record RegisterCapture(
        String name, Map<Integer, Integer> words, Map<String, Expected> expected, Optional<Profile> profile) {

    private static final Pattern DUMPED = Pattern.compile("^\\[(\\d+)]:\\s*0x([0-9A-Fa-f]{1,4})");
    private static final int MARKER_HIGH = 0x5375;
    private static final int MARKER_LOW = 0x6E53;

    /** What a point must be. */
    sealed interface Expected {
        record Measured(double value, double tolerance) implements Expected {}

        record Text(String value) implements Expected {}

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

    /** Reads groups of four hex digits, with comments, from an address on. */
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
        return words.entrySet().stream()
                .filter(entry -> entry.getValue() == MARKER_HIGH)
                .filter(entry -> words.getOrDefault(entry.getKey() + 1, 0) == MARKER_LOW)
                .mapToInt(Map.Entry::getKey)
                .min();
    }
}
