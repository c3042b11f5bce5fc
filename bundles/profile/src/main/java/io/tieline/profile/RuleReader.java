package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import io.tieline.model.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what every value has in common: point, unit, sign, sentinels, states, rate. */
final class RuleReader {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(row|[1-9]|n)\\}");
    private static final Pattern PHASE = Pattern.compile("\\{phase[1-9]?\\}");
    private static final Pattern BITS = Pattern.compile("(\\d{1,3})\\s*-\\s*(\\d{1,3})");
    private static final Pattern LINE = Pattern.compile("\\{line[1-9]?\\}");
    private static final double NONE = Double.NaN;

    private final Fields fields;
    private final ToDoubleFunction<String> wire;

    RuleReader(Fields fields) {
        this(fields, text -> WireNumber.whole(text).doubleValue());
    }

    /** @param wire the raw number as which a sentinel arrives: 0xFFFF is -1 in a signed register */
    RuleReader(Fields fields, ToDoubleFunction<String> wire) {
        this.fields = fields;
        this.wire = wire;
    }

    /** The catalogue entry of the point named by {@code point}; placeholders stand for any number or phase. */
    Optional<PointDefinition> definition() {
        Optional<String> name = fields.requiredText("point");
        Optional<PointDefinition> definition = name.flatMap(RuleReader::definition);
        if (name.isPresent() && definition.isEmpty()) {
            fields.problem(
                    fields.node("point").orElse(fields.node()),
                    "unknown point \"" + name.get() + "\"",
                    "use a name of the point catalogue, such as battery.soc or outlet.{1}.power");
        }
        return definition;
    }

    static Optional<PointDefinition> definition(String pattern) {
        String name = PLACEHOLDER.matcher(pattern).replaceAll("1");
        name = PHASE.matcher(name).replaceAll("l1");
        return PointCatalog.find(LINE.matcher(name).replaceAll("l12"));
    }

    Rate rate(PointDefinition definition) {
        Rate natural = definition.pattern().contains("nominal") || definition.kind() == PointKind.TEXT
                ? Rate.RARE
                : definition.kind() == PointKind.COUNTER ? Rate.SLOW : Rate.FAST;
        if (definition.pattern().endsWith(".native")) {
            natural = Rate.FAST;
        }
        return fields.choice("rate", RuleReader::rate, List.of("fast", "slow", "rare"))
                .orElse(natural);
    }

    private static Optional<Rate> rate(String word) {
        return switch (word) {
            case "fast" -> Optional.of(Rate.FAST);
            case "slow" -> Optional.of(Rate.SLOW);
            case "rare" -> Optional.of(Rate.RARE);
            default -> Optional.empty();
        };
    }

    /** The rule of a value that fills a point. */
    ValueRule rule(PointDefinition definition) {
        return wholeRule(definition).toBuilder().slice(slice(255)).build();
    }

    /** The same, for a raw number from which the bits have been taken already. */
    ValueRule wholeRule(PointDefinition definition) {
        return wholeRule(definition, definition.unit());
    }

    /** @param counted the unit the raw number must be a multiple of, where it is not that of the point */
    ValueRule wholeRule(PointDefinition definition, Unit counted) {
        UnitExpression unit = unit(counted, definition.kind());
        double sign = sign();
        double offset = unit.offset() + fields.number("offset").orElse(0.0);
        Map<Long, Integer> states = states(definition);
        boolean activeLow = activeLow(definition, states);
        return ValueRule.builder()
                .scale(sign * unit.multiplier(), unit.divisor(), sign * offset)
                .sentinels(definition.kind() == PointKind.TEXT ? absentNumbers() : sentinels())
                .absentTexts(definition.kind() == PointKind.TEXT ? absentTexts() : Set.of())
                .states(activeLow ? Map.of(0L, 1) : states)
                .otherwise(activeLow ? 0 : otherwise(definition))
                .within(
                        fields.number("least").orElse(Double.NEGATIVE_INFINITY),
                        fields.number("most").orElse(Double.POSITIVE_INFINITY))
                .texts(texts(definition))
                .build();
    }

    /** The rule of an alarm's flag. */
    ValueRule flagRule() {
        boolean activeLow = fields.flag("activeLow").orElse(false);
        return ValueRule.builder()
                .sentinels(sentinels())
                .states(activeLow ? Map.of(0L, 1) : Map.of())
                .otherwise(activeLow ? 0 : NONE)
                .build();
    }

    private double sign() {
        return fields.choice(
                        "sign",
                        word -> switch (word) {
                            case "keep" -> Optional.of(1.0);
                            case "invert" -> Optional.of(-1.0);
                            default -> Optional.<Double>empty();
                        },
                        List.of("keep", "invert"))
                .orElse(1.0);
    }

    private boolean activeLow(PointDefinition definition, Map<Long, Integer> states) {
        boolean activeLow = fields.flag("activeLow").orElse(false);
        if (activeLow && (definition.kind() != PointKind.FLAG || !states.isEmpty())) {
            fields.problem(
                    fields.node(),
                    "activeLow belongs to flags without states",
                    "drop activeLow or write the states so");
        }
        return activeLow;
    }

    /** {@code bit} or {@code bits}. */
    Slice slice(int highest) {
        Optional<Integer> bit = fields.integer("bit", 0, highest);
        Optional<Node.Scalar> bits = fields.scalar("bits");
        if (bit.isPresent() && bits.isPresent()) {
            fields.problem(bits.get(), "bit and bits exclude each other", "drop one of them");
        }
        return bit.map(Slice::bit)
                .or(() -> bits.flatMap(node -> bits(node, highest)))
                .orElse(Slice.WHOLE);
    }

    private Optional<Slice> bits(Node.Scalar node, int highest) {
        Matcher matcher = BITS.matcher(node.text());
        int low = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int high = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
        if (high >= low && high <= highest) {
            return Optional.of(new Slice(low, high - low + 1));
        }
        fields.problem(node, "bits must be two bit numbers, the lower first", "write for instance 4-7");
        return Optional.empty();
    }

    /**
     * The companion rule that puts the device's own word for a state into the {@code .native} point.
     *
     * @return empty if the value has no {@code native}
     */
    Optional<ValueRule> nativeRule() {
        return fields.fields("native").map(words -> ValueRule.builder()
                .sentinels(sentinels())
                .slice(slice(255))
                .texts(words(words))
                .build());
    }

    /** The rule of a number that only serves another one. */
    ValueRule unitRule(Unit counted) {
        UnitExpression unit = unit(counted, PointKind.MEASUREMENT);
        return ValueRule.builder()
                .scale(unit.multiplier(), unit.divisor(), unit.offset())
                .sentinels(sentinels())
                .build();
    }

    /** The rule of a command's argument: no point, so the unit is whatever the argument has. */
    ValueRule argument() {
        UnitExpression unit = unit(null, PointKind.MEASUREMENT);
        double sign = sign();
        double offset = unit.offset() + fields.number("offset").orElse(0.0);
        Map<Long, Integer> choices = new TreeMap<>();
        fields.fields("choices").ifPresent(map -> {
            for (Node.Scalar key : map.keys()) {
                Optional<Long> raw = raw(map, key);
                Optional<Integer> value = map.integer(key.text(), 0, 1000);
                if (raw.isPresent() && value.isPresent()) {
                    choices.put(raw.get(), value.get());
                }
            }
        });
        return ValueRule.builder()
                .scale(sign * unit.multiplier(), unit.divisor(), sign * offset)
                .states(choices)
                .within(
                        fields.number("least").orElse(Double.NEGATIVE_INFINITY),
                        fields.number("most").orElse(Double.POSITIVE_INFINITY))
                .build();
    }

    private UnitExpression unit(@Nullable Unit wanted, PointKind kind) {
        UnitExpression plain = new UnitExpression(1, 1, 0, Unit.NONE);
        Optional<Node.Scalar> node = fields.scalar("unit");
        if (node.isEmpty()) {
            return plain;
        }
        Optional<UnitExpression> parsed = UnitExpression.parse(node.get().text());
        if (parsed.isEmpty()) {
            fields.problem(
                    node.get(),
                    "unknown unit " + node.get().describe(),
                    "write a factor and one of " + UnitExpression.names() + ", for instance 0.1 V");
            return plain;
        }
        if (wanted == null) {
            return parsed.get();
        }
        if (kind != PointKind.MEASUREMENT && kind != PointKind.COUNTER) {
            fields.problem(node.get(), "a " + word(kind) + " has no unit", "drop unit");
            return plain;
        }
        Optional<UnitExpression> fitting = parsed.get().as(wanted);
        if (fitting.isEmpty()) {
            fields.problem(
                    node.get(),
                    node.get().describe() + " is not a unit of this point",
                    "use a multiple of " + wanted.symbol());
        }
        return fitting.orElse(plain);
    }

    private Set<Double> sentinels() {
        Set<Double> sentinels = new HashSet<>();
        for (Node item : fields.items("sentinels")) {
            Optional<Double> number = sentinel(item);
            number.ifPresent(sentinels::add);
            if (number.isEmpty()) {
                fields.problem(
                        item, "a sentinel must be a raw number of the value's type", "write for instance [-1, 0xFFFF]");
            }
        }
        return sentinels;
    }

    private Optional<Double> sentinel(Node item) {
        try {
            return item instanceof Node.Scalar scalar
                    ? Optional.of(wire.applyAsDouble(scalar.text()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A text point may be read as a text or as a number, and either may say "not available". */
    private Set<Double> absentNumbers() {
        return fields.items("sentinels").stream()
                .flatMap(item -> sentinel(item).stream())
                .collect(Collectors.toSet());
    }

    private Set<String> absentTexts() {
        Set<String> absent = new HashSet<>();
        for (Node item : fields.items("sentinels")) {
            if (item instanceof Node.Scalar scalar) {
                absent.add(scalar.text());
            } else {
                fields.problem(item, "a sentinel of a text must be a text", "write for instance [N/A, 0.0.0.0]");
            }
        }
        return absent;
    }

    private Map<Long, Integer> states(PointDefinition definition) {
        Map<Long, Integer> states = new TreeMap<>();
        Optional<Fields> map = fields.fields("states");
        if (map.isEmpty()) {
            if (definition.kind() == PointKind.STATE) {
                fields.problem(
                        fields.node(),
                        "states are missing",
                        "add states: {RAW: STATE}, STATE one of " + words(definition));
            }
            return states;
        }
        for (Node.Scalar key : map.get().keys()) {
            Optional<Long> raw = raw(map.get(), key);
            Optional<Integer> value = map.get().scalar(key.text()).flatMap(node -> state(node, definition));
            if (raw.isPresent() && value.isPresent()) {
                states.put(raw.get(), value.get());
            }
        }
        return states;
    }

    private double otherwise(PointDefinition definition) {
        return fields.scalar("otherwise")
                .flatMap(node -> state(node, definition))
                .map(Integer::doubleValue)
                .orElse(NONE);
    }

    private Optional<Integer> state(Node.Scalar node, PointDefinition definition) {
        if (definition.kind() != PointKind.STATE && definition.kind() != PointKind.FLAG) {
            fields.problem(node, "a " + word(definition.kind()) + " has no states", "drop the states");
            return Optional.empty();
        }
        int value = definition.kind() == PointKind.FLAG
                ? List.of("false", "true").indexOf(node.text())
                : definition.stateValue(node.text());
        if (value < 0) {
            fields.problem(node, "unknown state " + node.describe(), "use one of " + words(definition));
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Map<Long, String> texts(PointDefinition definition) {
        Optional<Fields> map = fields.fields("texts");
        if (map.isPresent() && definition.kind() != PointKind.TEXT) {
            fields.problem(map.get().node(), "texts belong to text points", "use states");
        }
        return map.map(RuleReader::words).orElse(Map.of());
    }

    private static Map<Long, String> words(Fields map) {
        Map<Long, String> words = new TreeMap<>();
        for (Node.Scalar key : map.keys()) {
            Optional<Long> raw = raw(map, key);
            Optional<String> word = map.text(key.text());
            if (raw.isPresent() && word.isPresent()) {
                words.put(raw.get(), word.get());
            }
        }
        return words;
    }

    private static Optional<Long> raw(Fields map, Node.Scalar key) {
        try {
            return Optional.of(Long.decode(key.text()));
        } catch (NumberFormatException e) {
            map.problem(key, key.describe() + " is not a raw whole number", "write the number the device sends");
            return Optional.empty();
        }
    }

    private static String word(PointKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String words(PointDefinition definition) {
        return definition.kind() == PointKind.FLAG ? "true, false" : String.join(", ", definition.states());
    }
}
