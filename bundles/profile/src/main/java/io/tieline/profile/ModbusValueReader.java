package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import io.tieline.model.Unit;
import io.tieline.profile.ModbusPlan.Operand;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Value;
import java.util.List;
import java.util.Optional;

/** Reads one entry of {@code read} of a Modbus profile. */
record ModbusValueReader(PlaceReader places) {

    /** The value, and the device's own words for it if it names them. */
    List<Value> values(Fields fields) {
        Optional<Place> place = places.place(fields);
        RuleReader rules = place.map(p -> rules(fields, p)).orElseGet(() -> new RuleReader(fields));
        Optional<PointDefinition> definition = rules.definition();
        List<Value> values = definition.isPresent() && place.isPresent()
                ? values(fields, rules, definition.get(), place.get())
                : List.of();
        if (!values.isEmpty()) {
            fields.rejectOthers();
        }
        return values;
    }

    /** Sentinels are read as they arrive in registers of this place. */
    static RuleReader rules(Fields fields, Place place) {
        return new RuleReader(fields, text -> WireNumber.of(place.encoding(), text));
    }

    private List<Value> values(Fields fields, RuleReader rules, PointDefinition definition, Place place) {
        String point = fields.text("point").orElse("");
        Rate rate = rules.rate(definition);
        Operand operand = operand(fields, definition, place);
        Unit counted = operand instanceof Operand.PercentOf ? Unit.PERCENT : definition.unit();
        ValueRule rule = rules.wholeRule(definition, counted);
        check(fields, definition, place, operand);
        Value value = new Value(point, place, operand, rule, rate);
        Optional<Value> words = rules.nativeRule()
                .map(names -> new Value(point + ".native", place, Operand.NONE, names.withoutBit(), rate));
        if (words.isPresent() && definition.kind() != PointKind.STATE) {
            fields.problem(fields.node(), "native belongs to state points", "drop native");
        }
        return words.map(w -> List.of(value, w)).orElseGet(() -> List.of(value));
    }

    private static void check(Fields fields, PointDefinition definition, Place place, Operand operand) {
        if (!place.encoding().isNumber() && definition.kind() != PointKind.TEXT) {
            fields.problem(
                    fields.node(),
                    PlaceReader.word(place.encoding()) + " gives a text, but this point holds a number",
                    "use a type such as u16");
        }
        boolean quantity = definition.kind() == PointKind.MEASUREMENT || definition.kind() == PointKind.COUNTER;
        if (!(operand instanceof Operand.Nothing) && !quantity) {
            fields.problem(
                    fields.node(), "only quantities have scaleFrom or percentOf", "drop it, or fill another point");
        }
    }

    private Operand operand(Fields fields, PointDefinition definition, Place place) {
        Optional<Operand> scale = scale(fields, place);
        Optional<Operand> base = fields.fields("percentOf").flatMap(of -> base(of, definition));
        if (scale.isPresent() && base.isPresent()) {
            fields.problem(fields.node(), "scaleFrom and percentOf exclude each other", "drop one of them");
        }
        return scale.or(() -> base).orElse(Operand.NONE);
    }

    private static Optional<Operand> scale(Fields fields, Place place) {
        Optional<Node> node = fields.node("scaleFrom");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        PlaceReader beside = new PlaceReader(place.space(), place.order());
        if (node.get() instanceof Node.Scalar) {
            return fields.integer("scaleFrom", 0, 65535)
                    .map(address -> new Operand.PowerOfTen(exponent(place, place.space(), address), false));
        }
        return fields.fields("scaleFrom").flatMap(scale -> {
            Optional<Place> where = beside.place(scale, Encoding.I16);
            boolean once = scale.flag("once").orElse(false);
            scale.rejectOthers();
            return where.map(at -> new Operand.PowerOfTen(at, once));
        });
    }

    private static Place exponent(Place beside, ModbusPlan.Space space, int address) {
        return new Place(beside.unit(), space, address, Encoding.I16, beside.order(), 1, Slice.WHOLE);
    }

    private Optional<Operand> base(Fields of, PointDefinition definition) {
        Optional<Place> place = places.place(of);
        boolean once = of.flag("once").orElse(false);
        Optional<Operand> base =
                place.map(at -> new Operand.PercentOf(at, rules(of, at).unitRule(definition.unit()), once));
        of.rejectOthers();
        return base;
    }
}
