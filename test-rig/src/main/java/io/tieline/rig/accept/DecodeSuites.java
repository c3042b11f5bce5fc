package io.tieline.rig.accept;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.model.DeviceKind;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Profile;
import io.tieline.profile.Rate;
import io.tieline.profile.Slice;
import io.tieline.profile.ValueRule;
import io.tieline.rig.accept.RegisterCapture.Expected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reference suites of another decoder, as profiles: each field that is one number in holding registers becomes a value
 * with the same encoding and the same "not implemented" number. Fields computed from others are left out.
 */
final class DecodeSuites {

    private static final Pattern FIELD = Pattern.compile(
            "^(int16|uint16|int32|uint32|int64|uint64|ieee754_32|ieee754_64)\\(hr:(\\d+)\\s*(?:#\\s*\\d+)?\\s*(?:;([^)]*))?\\)$");
    /** In our model what is not finite is bad, never a value. */
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)inf|nan");

    private static final Map<String, Encoding> ENCODINGS = Map.of(
            "int16", Encoding.I16,
            "uint16", Encoding.U16,
            "int32", Encoding.I32,
            "uint32", Encoding.U32,
            "int64", Encoding.I64,
            "uint64", Encoding.U64,
            "ieee754_32", Encoding.F32,
            "ieee754_64", Encoding.F64);

    private final String name;
    private final Map<String, ModbusPlan.Value> values = new LinkedHashMap<>();

    private DecodeSuites(String name) {
        this.name = name;
    }

    /** The cases of one suite; none if nothing in it falls on what a profile expresses. */
    static List<RegisterCapture> read(Path file) {
        DecodeSuites suite = new DecodeSuites(String.valueOf(file.getFileName()));
        Optional<Fields> document = Document.read(file, new Problems());
        if (document.isEmpty()) {
            return List.of();
        }
        document.get().list("blocks").forEach(block -> block.list("fields")
                .forEach(field -> suite.field(block.text("id").orElse(""), field)));
        List<RegisterCapture> cases = new ArrayList<>();
        for (Fields test : document.get().list("tests")) {
            suite.test(test).ifPresent(cases::add);
        }
        return cases;
    }

    private void field(String block, Fields field) {
        Matcher parsed = FIELD.matcher(field.text("expression").orElse("").strip());
        Encoding encoding = parsed.matches() ? ENCODINGS.get(parsed.group(1)) : null;
        if (encoding == null) {
            return;
        }
        String point = "outlet." + (values.size() + 1) + ".power";
        values.put(
                block + "/" + field.text("id").orElse(""),
                new ModbusPlan.Value(
                        point,
                        new ModbusPlan.Place(
                                ModbusPlan.OWN_UNIT,
                                Space.HOLDING,
                                Integer.parseInt(parsed.group(2)),
                                encoding,
                                Order.BIG,
                                encoding.registers(),
                                Slice.WHOLE),
                        ModbusPlan.Operand.NONE,
                        rule(encoding, parsed.group(3)),
                        Rate.FAST));
    }

    private static ValueRule rule(Encoding encoding, @Nullable String notImplemented) {
        Set<Double> sentinels = notImplemented == null ? Set.of() : Set.of(number(encoding, notImplemented));
        return ValueRule.builder().sentinels(sentinels).build();
    }

    private static double number(Encoding encoding, String hex) {
        long bits = Long.parseUnsignedLong(hex.replace("0x", "").replace(" ", ""), 16);
        return switch (encoding) {
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case U64 -> Double.parseDouble(Long.toUnsignedString(bits));
            default -> bits;
        };
    }

    private Optional<RegisterCapture> test(Fields test) {
        Map<Integer, Integer> words = new TreeMap<>();
        for (Fields input : test.list("input")) {
            String first = input.text("firstAddress").orElse("hr:0");
            if (first.startsWith("hr:")) {
                words.putAll(RegisterCapture.hex(
                        Integer.parseInt(first.substring(3)),
                        input.text("rawValues").orElse("")));
            }
        }
        Map<String, Expected> expected = new LinkedHashMap<>();
        for (Fields block : test.list("blocks")) {
            block.fields("expected").ifPresent(results -> results.keys().forEach(key -> {
                ModbusPlan.Value value = values.get(block.text("id").orElse("") + "/" + key.text());
                if (value != null && !isBeyondThem(value, words)) {
                    expected.put(value.point(), expected(results.items(key.text())));
                }
            }));
        }
        ModbusPlan plan = new ModbusPlan(ModbusPlan.Settings.USUAL, List.copyOf(values.values()), List.of(), List.of());
        Profile profile =
                new Profile(id(), name, DeviceKind.SENSOR, List.of(), plan, Map.of(), Map.of(), "decode suite");
        return expected.isEmpty()
                ? Optional.empty()
                : Optional.of(new RegisterCapture(
                        name + "#" + test.text("id").orElse(""), words, expected, Optional.of(profile)));
    }

    private String id() {
        return "suite-" + name;
    }

    /** The suite says itself that its decoder cannot hold unsigned numbers of 64 bits. */
    private static boolean isBeyondThem(ModbusPlan.Value value, Map<Integer, Integer> words) {
        return value.place().encoding() == Encoding.U64
                && words.getOrDefault(value.place().address(), 0) >= 0x8000;
    }

    private static Expected expected(List<Node> items) {
        if (items.isEmpty() || !(items.get(0) instanceof Node.Scalar scalar)) {
            return new Expected.Nothing();
        }
        if (NOT_FINITE.matcher(scalar.text()).find()) {
            return new Expected.Nothing();
        }
        double number = Double.parseDouble(scalar.text());
        // Fractions are printed with three digits.
        double printed = scalar.text().contains(".") ? 6e-4 : 0;
        return new Expected.Measured(number, Math.max(printed, 1e-9 * Math.abs(number)));
    }
}
