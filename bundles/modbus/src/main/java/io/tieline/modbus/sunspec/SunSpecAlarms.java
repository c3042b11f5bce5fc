package io.tieline.modbus.sunspec;

import io.tieline.model.DeviceAlarm;
import io.tieline.model.Severity;
import io.tieline.profile.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The alarms of a SunSpec device: what {@code sunspec-alarms.tsv} says of the bit fields its models implement. */
final class SunSpecAlarms {

    /** One bit with the standard's name for it. */
    private record Bit(int number, String name, Severity severity) {}

    /** @param each whether {n} counts the models of the chain */
    private record Row(
            SunSpecRange models,
            String name,
            int offset,
            SunSpecRow.Type type,
            SunSpecRepetition every,
            boolean each,
            String prefix,
            List<Bit> bits) {

        int registers() {
            return type.encoding().registers();
        }
    }

    /** An alarm and the bit that is set while it stands. */
    record Flag(int bit, DeviceAlarm alarm) {}

    /** One bit field of a device. */
    record Word(SunSpecModel model, int address, int registers, Rate rate, List<Flag> flags) {}

    private static final List<Row> ROWS = TabbedTable.read("sunspec-alarms.tsv", SunSpecAlarms::parse);

    private final SunSpecDevice device;
    private final Set<String> known = new HashSet<>();
    private final List<Word> words = new ArrayList<>();

    private SunSpecAlarms(SunSpecDevice device) {
        this.device = device;
    }

    static List<Word> of(SunSpecDevice device) {
        SunSpecAlarms alarms = new SunSpecAlarms(device);
        ROWS.forEach(alarms::collect);
        return List.copyOf(alarms.words);
    }

    private static Row parse(String[] column) {
        boolean each = column[4].equals("each");
        return new Row(
                SunSpecRange.parse(column[0]),
                column[1],
                Integer.parseInt(column[2]),
                SunSpecRow.Type.valueOf(column[3].toUpperCase(Locale.ROOT)),
                each ? SunSpecRepetition.ONCE : SunSpecRepetition.parse(column[4]),
                each,
                column[5].equals("-") ? "" : column[5],
                Arrays.stream(column[6].split(" ")).map(SunSpecAlarms::bit).toList());
    }

    private static Bit bit(String text) {
        String[] parts = text.split("[=:]");
        return new Bit(Integer.parseInt(parts[0]), parts[1], Severity.valueOf(parts[2].toUpperCase(Locale.ROOT)));
    }

    private void collect(Row row) {
        int seen = 0;
        for (SunSpecModel model : device.models()) {
            if (!row.models.has(model) || !device.isRead(model)) {
                continue;
            }
            SunSpecBody body = device.body(model);
            int repetitions = row.every.in(body, row.offset + row.registers() - 1);
            for (int i = 0; i < repetitions; i++) {
                int number = row.each ? model.occurrence() : row.every.repeats() ? seen + i + 1 : 0;
                collect(row, model, body, i * row.every.stride(), number);
            }
            seen += repetitions;
        }
    }

    private void collect(Row row, SunSpecModel model, SunSpecBody body, int shift, int number) {
        int at = row.offset + shift;
        if (row.type.absent().is(body.bits(at, row.registers()), row.registers())) {
            return;
        }
        String start = DeviceAlarm.PREFIX + (number == 0 ? "" : number + ".") + row.prefix;
        List<Flag> flags = row.bits.stream()
                .map(bit -> new Flag(
                        bit.number,
                        new DeviceAlarm(
                                start + bit.name.toLowerCase(Locale.ROOT),
                                bit.severity,
                                model.id() + "." + row.name + "." + bit.number,
                                bit.name)))
                .filter(flag -> known.add(flag.alarm.point()))
                .toList();
        if (!flags.isEmpty()) {
            Rate rate = number == 0 ? Rate.FAST : Rate.SLOW;
            words.add(new Word(model, model.address() + at, row.registers(), rate, flags));
        }
    }
}
