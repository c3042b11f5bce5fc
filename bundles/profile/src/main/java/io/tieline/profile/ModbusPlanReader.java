package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.DeviceAlarm;
import io.tieline.profile.ModbusPlan.Alarm;
import io.tieline.profile.ModbusPlan.Count;
import io.tieline.profile.ModbusPlan.Repeat;
import io.tieline.profile.ModbusPlan.Settings;
import io.tieline.profile.ModbusPlan.Value;
import io.tieline.profile.ModbusPlan.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the Modbus part of a profile. What stands in the profile wins over what stands in the one it extends. */
final class ModbusPlanReader implements PlanReader {

    private static final String NUMBER = "{n}";

    private Settings settings = Settings.USUAL;
    private PlaceReader places = new PlaceReader(settings.space(), settings.order());
    private Set<String> points = Set.of();
    /** Names the profile itself has defined so far. */
    private final Set<String> own = new HashSet<>();

    @Override
    public Plan plan(Fields document, Optional<Plan> parent, Set<String> dropped) {
        ModbusPlan inherited = parent.map(ModbusPlan.class::cast)
                .orElse(new ModbusPlan(Settings.USUAL, List.of(), List.of(), List.of()));
        settings = ModbusSettingsReader.read(document, inherited.settings());
        places = new PlaceReader(settings.space(), settings.order());
        List<Value> values = new ArrayList<>();
        document.list("read").forEach(fields -> read(fields, false, values));
        List<Alarm> alarms = new ArrayList<>();
        document.list("alarms").forEach(fields -> alarm(fields, DeviceAlarm.PREFIX, alarms));
        List<Repeat> repeats = new ArrayList<>();
        document.list("repeat").forEach(fields -> repeat(fields).ifPresent(repeats::add));
        Set<String> replaced = new HashSet<>(own);
        replaced.addAll(dropped);
        inherited.values().stream()
                .filter(value -> !isReplaced(value.point(), replaced))
                .forEach(values::add);
        inherited.alarms().stream()
                .filter(alarm -> !replaced.contains(alarm.value().point()))
                .forEach(alarms::add);
        inherited.repeats().stream().map(repeat -> without(repeat, replaced)).forEach(repeats::add);
        ModbusPlan plan = new ModbusPlan(
                settings,
                values,
                alarms,
                repeats.stream().filter(ModbusPlanReader::isAny).toList());
        points = readable(values.stream());
        return plan;
    }

    /** The device's own words go with the state they stand for. */
    private static boolean isReplaced(String point, Set<String> replaced) {
        return replaced.contains(point)
                || point.endsWith(".native") && replaced.contains(point.substring(0, point.length() - 7));
    }

    private static Repeat without(Repeat repeat, Set<String> replaced) {
        Map<String, Write> commands = new LinkedHashMap<>(repeat.commands());
        commands.keySet().removeAll(replaced);
        return new Repeat(
                repeat.count(),
                repeat.stride(),
                repeat.unitStride(),
                repeat.values().stream()
                        .filter(value -> !isReplaced(value.point(), replaced))
                        .toList(),
                repeat.alarms().stream()
                        .filter(alarm -> !replaced.contains(alarm.value().point()))
                        .toList(),
                commands);
    }

    private static boolean isAny(Repeat repeat) {
        return !repeat.values().isEmpty()
                || !repeat.alarms().isEmpty()
                || !repeat.commands().isEmpty();
    }

    private void read(Fields fields, boolean repeated, List<Value> values) {
        for (Value value : new ModbusValueReader(places).values(fields)) {
            checkNumber(fields, value.point(), repeated);
            define(fields, value.point());
            values.add(value);
        }
    }

    private void alarm(Fields fields, String prefix, List<Alarm> alarms) {
        for (Alarm alarm : new ModbusAlarmReader(places, prefix).alarms(fields)) {
            define(fields, alarm.value().point());
            alarms.add(alarm);
        }
    }

    private void define(Fields fields, String name) {
        if (!own.add(name)) {
            fields.problem(fields.node(), name + " is defined twice", "drop one, or give it another name");
        }
    }

    private static void checkNumber(Fields fields, String name, boolean repeated) {
        if (name.contains(NUMBER) != repeated) {
            fields.problem(
                    fields.node(),
                    repeated ? name + " would be the same in every block" : NUMBER + " stands for no number here",
                    repeated ? "put " + NUMBER + " into its name" : "move it into a block of repeat");
        }
    }

    private Optional<Repeat> repeat(Fields fields) {
        Optional<Count> count = count(fields);
        int stride = fields.integer("stride", 1, 65535).orElse(0);
        int unitStride = fields.integer("unitStride", 1, 255).orElse(0);
        if (stride == 0 && unitStride == 0) {
            fields.problem(fields.node(), "stride is missing", "add stride: registers from one block to the next");
        }
        List<Value> values = new ArrayList<>();
        fields.list("read").forEach(entry -> read(entry, true, values));
        List<Alarm> alarms = new ArrayList<>();
        fields.list("alarms").forEach(entry -> alarm(entry, DeviceAlarm.PREFIX + NUMBER + ".", alarms));
        Map<String, Write> commands = new LinkedHashMap<>();
        Set<String> readable = readable(values.stream());
        fields.list("commands").forEach(entry -> command(entry, readable, commands));
        fields.rejectOthers();
        Optional<Repeat> repeat = count.map(n -> new Repeat(n, stride, unitStride, values, alarms, commands));
        repeat.filter(blocks -> !isWithinReach(blocks))
                .ifPresent(blocks -> fields.problem(
                        fields.node(),
                        "its last block reaches beyond register 65535 or unit 255",
                        "correct stride and unitStride, or believe fewer: a smaller n or most"));
        return repeat;
    }

    /** Addresses have 16 bits on the wire: what lies beyond would be read from the beginning again. */
    private static boolean isWithinReach(Repeat repeat) {
        int steps = (repeat.count() instanceof Count.Read read ? read.most() : ((Count.Fixed) repeat.count()).n()) - 1;
        return repeat.places()
                .allMatch(place -> place.last() + steps * repeat.stride() <= 65535
                        && Math.max(place.unit(), 0) + steps * repeat.unitStride() <= 255);
    }

    /** The points in which the effect of a command can be read back. */
    private static Set<String> readable(Stream<Value> values) {
        return values.filter(value -> value.operand() instanceof ModbusPlan.Operand.Nothing
                        && value.place().encoding().isNumber())
                .map(Value::point)
                .collect(Collectors.toSet());
    }

    private void command(Fields entry, Set<String> readable, Map<String, Write> commands) {
        Optional<String> name = entry.requiredText("command");
        name.ifPresent(word -> checkNumber(entry, word, true));
        name.ifPresent(word -> define(entry, word));
        Optional<Write> write = writes(readable).write(entry);
        entry.rejectOthers();
        name.ifPresent(word -> write.ifPresent(how -> commands.put(word, how)));
    }

    private Optional<Count> count(Fields fields) {
        Optional<Node> node = fields.node("n");
        if (node.isEmpty()) {
            fields.problem(fields.node(), "n is missing", "add n: NUMBER, or n: {address: NUMBER, most: NUMBER}");
            return Optional.empty();
        }
        if (node.get() instanceof Node.Scalar) {
            return fields.integer("n", 1, 1000).map(Count.Fixed::new);
        }
        return fields.fields("n").flatMap(where -> {
            Optional<ModbusPlan.Place> place = places.place(where);
            if (!where.has("most")) {
                where.problem(where.node(), "most is missing", "add most: NUMBER, beyond which it is not believed");
            }
            Optional<Integer> most = where.integer("most", 1, 1000);
            place.filter(at -> !at.encoding().isInteger() || at.space().isBits())
                    .ifPresent(at -> where.problem(where.node(), "a count is a whole number", "use type: u16"));
            where.rejectOthers();
            return place.flatMap(at -> most.map(limit -> new Count.Read(at, limit)));
        });
    }

    @Override
    public Optional<CommandRule> command(Fields fields) {
        return writes(points).write(fields).map(CommandRule.class::cast);
    }

    private ModbusWriteReader writes(Set<String> readable) {
        return new ModbusWriteReader(places, readable, settings.heartbeat().isPresent());
    }
}
