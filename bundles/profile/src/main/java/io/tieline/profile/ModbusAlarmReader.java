package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointDefinition;
import io.tieline.model.Severity;
import io.tieline.profile.ModbusPlan.Alarm;
import io.tieline.profile.ModbusPlan.Operand;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one entry of {@code alarms} of a Modbus profile.
 *
 * @param prefix of the flag points: {@code alarm.}, in a repeated block {@code alarm.{n}.}
 */
record ModbusAlarmReader(PlaceReader places, String prefix) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");
    private static final PointDefinition FLAG =
            PointCatalog.find(DeviceAlarm.PREFIX + "word").orElseThrow();
    private static final int NIBBLE = 4;
    private static final int MOST_COILS = 1999;
    private static final List<String> WAYS = List.of("bits", "nibbles", "values", "alarm");

    /** What the alarms of one register have in common. */
    private record Word(Fields fields, Place place, ValueRule rule, Rate rate) {

        Value flag(String point, Place at, ValueRule condition) {
            return new Value(point, at, Operand.NONE, condition, rate);
        }

        /** The flag of one number; where the register is active low, of all others. */
        ValueRule when(long number) {
            int flag = rule.states().isEmpty() ? 1 : 0;
            return rule.toBuilder()
                    .states(Map.of(number, flag))
                    .otherwise(1 - flag)
                    .build();
        }
    }

    List<Alarm> alarms(Fields fields) {
        List<String> ways = WAYS.stream().filter(fields::has).toList();
        if (ways.size() != 1) {
            fields.problem(fields.node(), "needs one of " + String.join(", ", WAYS), "say what in the register it is");
        }
        List<Alarm> alarms = new ArrayList<>();
        places.whole(fields, Encoding.U16).ifPresent(place -> {
            if (!place.encoding().isInteger() || place.encoding().bits() == 8) {
                fields.problem(fields.node(), "alarms stand in whole numbers", "use type: u16, u32 or u64");
            }
            if (place.space().isBits() && (ways.contains("nibbles") || ways.contains("values"))) {
                fields.problem(fields.node(), "a coil or discrete input holds one bit", "use bits, or alarm");
            }
            RuleReader rules = ModbusValueReader.rules(fields, place);
            Word word = new Word(fields, place, rules.flagRule(), rules.rate(FLAG));
            for (String way : ways) {
                switch (way) {
                    case "bits" -> bits(word, alarms);
                    case "nibbles" -> nibbles(word, alarms);
                    case "values" -> values(word, alarms);
                    default -> whole(word, alarms);
                }
            }
        });
        fields.rejectOthers();
        return alarms;
    }

    private void bits(Word word, List<Alarm> alarms) {
        boolean coils = word.place.space().isBits();
        int most = coils ? MOST_COILS : word.place.encoding().bits() - 1;
        each(word, "bits", most, (bit, entry) -> {
            Place at = coils ? word.place.moved(bit, word.place.unit()) : word.place.sliced(Slice.bit(bit));
            String code = coils ? Alarm.ADDRESS : Alarm.ADDRESS + "." + bit;
            alarm(entry, code, name -> word.flag(name, at, word.rule)).ifPresent(alarms::add);
        });
    }

    private void nibbles(Word word, List<Alarm> alarms) {
        each(word, "nibbles", word.place.encoding().bits() / NIBBLE - 1, (nibble, entry) -> {
            Place at = word.place.sliced(new Slice(NIBBLE * nibble, NIBBLE));
            String bits = Alarm.ADDRESS + "." + NIBBLE * nibble + "-" + (NIBBLE * nibble + NIBBLE - 1);
            Optional<Told> told = told(entry, bits);
            Fields levels = entry.fields("levels").orElse(null);
            if (levels == null) {
                entry.problem(entry.node(), "levels are missing", "add levels: {1: minor, 2: major, 3: critical}");
                return;
            }
            for (Node.Scalar key : levels.keys()) {
                Optional<Long> level = number(levels, key, 15);
                Optional<Severity> severity = PlaceReader.word(levels, key.text(), Severity.values());
                if (told.isPresent() && level.isPresent() && severity.isPresent()) {
                    String name = told.get().point + "_" + PlaceReader.word(severity.get());
                    Value flag = word.flag(name, at, word.when(level.get()));
                    alarms.add(new Alarm(flag, severity.get(), told.get().code + "=" + level.get(), told.get().text));
                }
            }
        });
    }

    private void values(Word word, List<Alarm> alarms) {
        each(word, "values", Integer.MAX_VALUE, (number, entry) -> alarm(
                        entry, String.valueOf(number), name -> word.flag(name, word.place, word.when(number)))
                .ifPresent(alarms::add));
    }

    private void whole(Word word, List<Alarm> alarms) {
        alarm(word.fields, Alarm.ADDRESS, name -> word.flag(name, word.place, word.rule))
                .ifPresent(alarms::add);
    }

    private Optional<Alarm> alarm(Fields entry, String code, Function<String, Value> flag) {
        if (!entry.has("severity")) {
            entry.problem(entry.node(), "severity is missing", "add severity: critical, major, minor or info");
        }
        Optional<Severity> severity = PlaceReader.word(entry, "severity", Severity.values());
        Optional<Told> told = told(entry, code);
        return severity.flatMap(s -> told.map(t -> new Alarm(flag.apply(t.point), s, t.code, t.text)));
    }

    /** What an entry says of its alarm. */
    private record Told(String point, String code, String text) {}

    /** @param code the device's own where the entry names none */
    private Optional<Told> told(Fields entry, String code) {
        if (!entry.has("alarm")) {
            entry.problem(entry.node(), "alarm is missing", "add alarm: WORD, such as cell_over_voltage");
        }
        String own = entry.text("code").orElse(code);
        String text = entry.requiredText("text").orElse("");
        return entry.scalar("alarm")
                .filter(node -> isWord(entry, node))
                .map(node -> new Told(prefix + node.text(), own, text));
    }

    private static boolean isWord(Fields entry, Node.Scalar node) {
        if (WORD.matcher(node.text()).matches()) {
            return true;
        }
        entry.problem(node, node.describe() + " is no word for an alarm", "use a-z, 0-9 and _");
        return false;
    }

    private interface Each {
        void read(int number, Fields entry);
    }

    private static void each(Word word, String key, int most, Each each) {
        word.fields.fields(key).ifPresent(map -> {
            for (Node.Scalar item : map.keys()) {
                Optional<Long> number = number(map, item, most);
                Optional<Fields> entry = map.fields(item.text());
                if (number.isPresent() && entry.isPresent()) {
                    each.read(number.get().intValue(), entry.get());
                    entry.get().rejectOthers();
                }
            }
        });
    }

    private static Optional<Long> number(Fields map, Node.Scalar key, int most) {
        try {
            long number = Long.decode(key.text());
            if (number >= 0 && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Reported below like a number that does not fit.
        }
        map.problem(key, key.describe() + " is not a number from 0 to " + most, "count from 0, the lowest bit first");
        return Optional.empty();
    }
}
