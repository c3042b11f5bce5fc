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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what every value has in common: point, unit, sign, sentinels, states, rate. */
final class RuleReader {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(row|[1-9]|n)\\}");
    private static final Pattern PHASE = Pattern.compile("\\{phase[1-9]?\\}");
    private static final Pattern LINE = Pattern.compile("\\{line[1-9]?\\}");
    private static final double NONE = Double.NaN;

    /** As a unit: the device itself says what one raw count is worth. */
    static final String OF_DEVICE = "device";

    private final Fields fields;
    private final boolean unitOfDevice;

    RuleReader(Fields fields) {
        this(fields, false);
    }

    private RuleReader(Fields fields, boolean unitOfDevice) {
        this.fields = fields;
        this.unitOfDevice = unitOfDevice;
    }

    /** For protocols in which a device can declare its units: {@code unit: device} is allowed. */
    static RuleReader withUnitOfDevice(Fields fields) {
        return new RuleReader(fields, true);
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
        UnitExpression unit = unit(definition.unit(), definition.kind());
        double sign = fields.choice(
                        "sign",
                        word -> switch (word) {
                            case "keep" -> Optional.of(1.0);
                            case "invert" -> Optional.of(-1.0);
                            default -> Optional.<Double>empty();
                        },
                        List.of("keep", "invert"))
                .orElse(1.0);
        return new ValueRule(
                sign * unit.multiplier(),
                unit.divisor(),
                sign * unit.offset(),
                sentinels(),
                states(definition),
                otherwise(definition),
                fields.number("least").orElse(Double.NEGATIVE_INFINITY),
                fields.number("most").orElse(Double.POSITIVE_INFINITY),
                fields.integer("bit", 0, 255).orElse(-1),
                texts(definition));
    }

    /**
     * The companion rule that puts the device's own word for a state into the {@code .native} point.
     *
     * @return empty if the value has no {@code native}
     */
    Optional<ValueRule> nativeRule() {
        return fields.fields("native")
                .map(words -> new ValueRule(
                        1,
                        1,
                        0,
                        Set.of(),
                        Map.of(),
                        NONE,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        -1,
                        words(words)));
    }

    /** The rule of a command's argument: no point, so the unit is whatever the argument has. */
    ValueRule argument() {
        UnitExpression unit = unit(null, PointKind.MEASUREMENT);
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
        return new ValueRule(
                unit.multiplier(),
                unit.divisor(),
                unit.offset(),
                Set.of(),
                choices,
                NONE,
                fields.number("least").orElse(Double.NEGATIVE_INFINITY),
                fields.number("most").orElse(Double.POSITIVE_INFINITY));
    }

    private UnitExpression unit(@Nullable Unit wanted, PointKind kind) {
        UnitExpression plain = new UnitExpression(1, 1, 0, Unit.NONE);
        Optional<Node.Scalar> node = fields.scalar("unit");
        if (node.isEmpty() || (unitOfDevice && node.get().text().equals(OF_DEVICE))) {
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
            try {
                if (item instanceof Node.Scalar scalar) {
                    sentinels.add((double) Long.decode(scalar.text()));
                    continue;
                }
            } catch (NumberFormatException e) {
                // Reported below like every other item that is not a whole number.
            }
            fields.problem(item, "a sentinel must be a raw whole number", "write for instance [-1, 0xFFFF]");
        }
        return sentinels;
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
