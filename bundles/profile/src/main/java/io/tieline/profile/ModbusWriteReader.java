package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.Unit;
import io.tieline.profile.ModbusPlan.Gate;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.ReadBack;
import io.tieline.profile.ModbusPlan.Reversion;
import io.tieline.profile.ModbusPlan.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how one command is written over Modbus.
 *
 * @param points the profile reads
 * @param heartbeat whether the profile has one
 */
record ModbusWriteReader(PlaceReader places, Set<String> points, boolean heartbeat) {

    Optional<Write> write(Fields fields) {
        ValueRule argument = new RuleReader(fields).argument();
        Optional<Place> place = places.place(fields);
        place.ifPresent(at -> checkWritable(fields, at));
        List<Gate> gates = new ArrayList<>();
        fields.list("gate").forEach(entry -> gate(entry).ifPresent(gates::add));
        int complement = fields.integer("complement", 0, 65535).orElse(-1);
        if (complement >= 0 && place.filter(at -> at.encoding().isInteger()).isEmpty()) {
            fields.problem(fields.node(), "only whole numbers have a complement", "drop complement");
        }
        ReadBack readBack = readBack(fields);
        Reversion reversion = fields.fields("reversion").map(this::reversion).orElse(new Reversion.None());
        return place.map(at -> new Write(at, argument, gates, complement, readBack, reversion));
    }

    static void checkWritable(Fields fields, Place place) {
        if (!place.space().isWritable()) {
            fields.problem(fields.node(), "this space cannot be written", "use space: holding or coil");
        }
        if (!place.slice().isWhole() || !place.encoding().isNumber()) {
            fields.problem(
                    fields.node(), "only whole numbers in registers of their own can be written", "use type: u16");
        }
    }

    private Optional<Gate> gate(Fields entry) {
        Optional<Place> place = places.place(entry);
        place.ifPresent(at -> checkWritable(entry, at));
        Optional<Integer> value = entry.integer("value", Short.MIN_VALUE, 65535);
        if (!entry.has("value")) {
            entry.problem(entry.node(), "value is missing", "add value: the number that opens the gate");
        }
        entry.rejectOthers();
        return place.flatMap(at -> value.map(number -> new Gate(at, number)));
    }

    private ReadBack readBack(Fields fields) {
        boolean verify = fields.flag("verify").orElse(true);
        Optional<Node> node = fields.node("readBack");
        if (node.isEmpty()) {
            return verify ? new ReadBack.Same() : new ReadBack.Nowhere();
        }
        if (node.get() instanceof Node.Scalar scalar) {
            if (!points.contains(scalar.text())) {
                fields.problem(
                        scalar, scalar.describe() + " is no number this profile reads", "name a point of its read");
            }
            return new ReadBack.OfPoint(scalar.text());
        }
        return fields.fields("readBack").flatMap(this::elsewhere).orElse(new ReadBack.Same());
    }

    private Optional<ReadBack> elsewhere(Fields fields) {
        Optional<Place> place = places.place(fields);
        ValueRule rule = new RuleReader(fields).argument();
        fields.rejectOthers();
        return place.map(at -> new ReadBack.Elsewhere(at, rule));
    }

    private Reversion reversion(Fields fields) {
        Reversion none = new Reversion.None();
        if (fields.has("heartbeat")) {
            if (!heartbeat) {
                fields.problem(fields.node(), "the profile has no heartbeat", "add heartbeat to the section modbus");
            }
            Reversion reversion = fields.duration("heartbeat")
                    .<Reversion>map(Reversion.Heartbeat::new)
                    .orElse(none);
            fields.rejectOthers();
            return reversion;
        }
        Optional<Place> place = places.place(fields);
        place.ifPresent(at -> checkWritable(fields, at));
        ValueRule seconds = new RuleReader(fields).unitRule(Unit.SECOND);
        fields.rejectOthers();
        return place.<Reversion>map(at -> new Reversion.Timer(at, seconds)).orElse(none);
    }
}
