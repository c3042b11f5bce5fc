package io.tieline.rig.accept;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileReader;
import io.tieline.rig.accept.RegisterCapture.Claim;
import io.tieline.rig.accept.RegisterCapture.Expected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a decode suite as a profile in our language, and what the suite's results are in our terms. */
final class SuiteProfile {

    private static final Map<String, String> NUMBERS = Map.of(
            "int16", "i16",
            "uint16", "u16",
            "int32", "i32",
            "uint32", "u32",
            "int64", "i64",
            "uint64", "u64",
            "ieee754_32", "f32",
            "ieee754_64", "f64");
    private static final String[] WHOLE = {"", "u16", "u32", "u48", "u64"};

    private final String name;
    private final StringBuilder yaml = new StringBuilder();
    private final Map<String, SuiteField> fields = new HashMap<>();
    /** The points that stand for a field. */
    private final Map<String, List<String>> points = new HashMap<>();

    private int next = 1;

    SuiteProfile(String name) {
        this.name = name;
        yaml.append("profile: suite-").append(name.toLowerCase(Locale.ROOT)).append('\n');
        yaml.append("title: ").append(name).append('\n');
        yaml.append("kind: sensor\nprotocol: modbus\nfacts: a decode suite\nread:\n");
    }

    /** Whether the language has a value for it; then it is in the profile. */
    boolean add(String id, SuiteField field) {
        List<String> values = values(field);
        if (values.isEmpty()) {
            return false;
        }
        fields.put(id, field);
        points.put(id, values);
        return true;
    }

    boolean has(String id) {
        return fields.containsKey(id);
    }

    SuiteField field(String id) {
        return fields.getOrDefault(id, new SuiteField("", "", 0, 0, "", "", Map.of()));
    }

    /** @throws IllegalStateException if the language does not take what was written */
    Profile read() {
        Problems problems = new Problems();
        Optional<Profile> profile = ProfileReader.read(name, yaml.toString(), problems);
        return profile.orElseThrow(() -> new IllegalStateException(
                name + ": " + problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("; "))));
    }

    private List<String> values(SuiteField field) {
        List<String> made = new ArrayList<>();
        boolean coil = field.space().equals("coil") || field.space().equals("discrete");
        switch (field.kind()) {
            case "bitset", "bitsetbit" -> {
                for (int bit = 0; bit < 16 * field.registers(); bit++) {
                    made.add(value(field, "locked", WHOLE[field.registers()], ", bit: " + bit));
                }
            }
            case "enum" -> made.add(value(field, "name", WHOLE[field.registers()], texts(field)));
            case "boolean" -> {
                if (coil) {
                    made.add(value(field, "locked", "bit", ""));
                }
            }
            case "utf8" -> made.add(value(field, "name", "ascii", ", registers: " + field.registers()));
            case "hexstring" -> made.add(value(field, "name", "hex", ", registers: " + field.registers()));
            case "ipv4addr" -> made.add(value(field, "name", "ipv4", ""));
            case "ipv6addr" -> made.add(value(field, "name", "ipv6", ""));
            case "eui48" -> made.add(value(field, "name", "eui48", ""));
            default -> {
                String type = NUMBERS.get(field.kind());
                if (type != null) {
                    made.add(value(field, "power", type, ", unit: W"));
                }
            }
        }
        return made;
    }

    private String value(SuiteField field, String leaf, String type, String more) {
        String point = "outlet." + next++ + "." + leaf;
        // The last three registers are the address, whatever stands before them.
        int address = type.equals("eui48") ? field.address() + field.registers() - 3 : field.address();
        yaml.append("  - {point: ").append(point).append(", space: ").append(field.space());
        yaml.append(", address: ")
                .append(address)
                .append(", type: ")
                .append(type)
                .append(more);
        yaml.append(order(field)).append(sentinels(field, type)).append("}\n");
        return point;
    }

    private static String order(SuiteField field) {
        return switch (field.turned()) {
            case "swapbytes" -> ", order: byte-swapped";
            case "swapendian" -> ", order: bit-reversed";
            default -> "";
        };
    }

    private static String texts(SuiteField field) {
        return field.words().entrySet().stream()
                .map(word -> word.getKey() + ": " + word.getValue())
                .collect(Collectors.joining(", ", ", texts: {", "}"));
    }

    private static String sentinels(SuiteField field, String type) {
        if (field.absent().isEmpty()) {
            return "";
        }
        String sentinel =
                switch (type) {
                    case "ipv4" -> octets(field.absent(), ".", false);
                    case "eui48" ->
                        octets(field.absent().substring(field.absent().length() - 12), ":", true);
                    case "ipv6" -> field.absent().toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1:");
                    case "f32" -> plain(Float.intBitsToFloat(Integer.parseUnsignedInt(field.absent(), 16)));
                    case "f64" -> plain(Double.longBitsToDouble(Long.parseUnsignedLong(field.absent(), 16)));
                    default -> "0x" + field.absent();
                };
        boolean text = type.equals("ipv4") || type.equals("eui48") || type.equals("ipv6");
        return ", sentinels: [" + (text ? "\"" + sentinel + "\"" : sentinel) + "]";
    }

    private static String plain(double number) {
        return new BigDecimal(number).toPlainString();
    }

    private static String octets(String hex, String between, boolean digits) {
        List<String> octets = new ArrayList<>();
        for (int i = 0; i + 2 <= hex.length(); i += 2) {
            String octet = hex.substring(i, i + 2).toUpperCase(Locale.ROOT);
            octets.add(digits ? octet : String.valueOf(Integer.parseInt(octet, 16)));
        }
        return String.join(between, octets);
    }

    /**
     * What a suite says a field is, as points.
     *
     * @param words the registers of the case: an empty set of bits may mean that none is set, or "not implemented"
     */
    Claim claim(String id, List<String> results, Map<Integer, Integer> words) {
        SuiteField field = field(id);
        List<String> made = points.getOrDefault(id, List.of());
        Map<String, Expected> expected = new LinkedHashMap<>();
        if (!field.kind().startsWith("bitset")) {
            expected.put(made.get(0), results.isEmpty() ? new Expected.Nothing() : result(field, results.get(0)));
            return new Claim(id, expected);
        }
        boolean absent = !field.absent().isEmpty() && field.absent().equalsIgnoreCase(held(field, words));
        for (int bit = 0; bit < made.size(); bit++) {
            if (absent) {
                expected.put(made.get(bit), new Expected.Nothing());
            } else if (field.kind().equals("bitset") || field.words().containsKey((long) bit)) {
                String named = field.words().getOrDefault((long) bit, "Bit " + bit);
                expected.put(made.get(bit), new Expected.Measured(results.contains(named) ? 1 : 0, 0));
            }
        }
        return new Claim(id, expected);
    }

    private static String held(SuiteField field, Map<Integer, Integer> words) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < field.registers(); i++) {
            hex.append(String.format(Locale.ROOT, "%04x", words.getOrDefault(field.address() + i, 0)));
        }
        return hex.toString();
    }

    private static Expected result(SuiteField field, String result) {
        return switch (field.kind()) {
            case "boolean" ->
                new Expected.Measured(
                        result.equals("true") || result.equals(field.words().get(1L)) ? 1 : 0, 0);
            case "enum" ->
                new Expected.Text(
                        result.startsWith("No mapping for value ")
                                ? Long.toString(Long.parseLong(
                                        result.substring(21).replace("0x", "").replace(" ", ""), 16))
                                : result);
            case "hexstring" -> new Expected.Text(result.replace("0x", ""));
            case "utf8" -> result.isEmpty() ? new Expected.Nothing() : new Expected.Text(result);
            case "ipv4addr", "ipv6addr", "eui48" -> new Expected.Text(result);
            default -> number(result);
        };
    }

    private static Expected number(String result) {
        // In our model what is not finite is bad, never a value.
        if (result.toLowerCase(Locale.ROOT).matches(".*(inf|nan).*")) {
            return new Expected.Nothing();
        }
        double number = Double.parseDouble(result);
        // Fractions are printed with three digits.
        double printed = result.contains(".") ? 6e-4 : 0;
        return new Expected.Measured(number, Math.max(printed, 1e-9 * Math.abs(number)));
    }
}
