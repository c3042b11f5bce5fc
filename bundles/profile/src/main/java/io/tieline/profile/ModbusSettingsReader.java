package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.profile.ModbusPlan.Heartbeat;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Preamble;
import io.tieline.profile.ModbusPlan.Range;
import io.tieline.profile.ModbusPlan.Settings;
import io.tieline.profile.ModbusPlan.Space;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code modbus}: what holds for the whole device. */
final class ModbusSettingsReader {

    private static final Pattern RANGE =
            Pattern.compile("(0x[0-9a-fA-F]{1,4}|\\d{1,5})\\s*-\\s*(0x[0-9a-fA-F]{1,4}|\\d{1,5})");
    private static final int MOST_REGISTERS = 125;
    private static final int MOST_IN_FLIGHT = 16;

    private final Fields modbus;

    private ModbusSettingsReader(Fields modbus) {
        this.modbus = modbus;
    }

    /** @param inherited what holds where the section says nothing */
    static Settings read(Fields document, Settings inherited) {
        return document.fields("modbus")
                .map(section -> new ModbusSettingsReader(section).settings(inherited))
                .orElse(inherited);
    }

    private Settings settings(Settings inherited) {
        Space space = PlaceReader.word(modbus, "space", Space.values()).orElse(inherited.space());
        Order order = PlaceReader.word(modbus, "order", Order.values()).orElse(inherited.order());
        PlaceReader places = new PlaceReader(space, order);
        List<Range> forbidden = new ArrayList<>(inherited.forbidden());
        modbus.items("forbidden").forEach(item -> range(item).ifPresent(forbidden::add));
        List<Preamble> preamble = new ArrayList<>();
        modbus.list("preamble").forEach(entry -> preamble(entry, places).ifPresent(preamble::add));
        Settings settings = new Settings(
                space,
                order,
                modbus.integer("maxRegisters", 1, MOST_REGISTERS).orElse(inherited.maxRegisters()),
                modbus.integer("maxGap", 0, MOST_REGISTERS - 1).orElse(inherited.maxGap()),
                forbidden,
                modbus.duration("pause").orElse(inherited.pause()),
                modbus.integer("inFlight", 1, MOST_IN_FLIGHT).orElse(inherited.inFlight()),
                modbus.has("preamble") ? preamble : inherited.preamble(),
                modbus.fields("heartbeat")
                        .flatMap(fields -> heartbeat(fields, places))
                        .or(inherited::heartbeat));
        modbus.rejectOthers();
        return settings;
    }

    private Optional<Range> range(Node item) {
        Matcher matcher = RANGE.matcher(item instanceof Node.Scalar scalar ? scalar.text() : "");
        if (matcher.matches()) {
            int first = Integer.decode(plain(matcher.group(1)));
            int last = Integer.decode(plain(matcher.group(2)));
            if (first <= last && last <= 65535) {
                return Optional.of(new Range(first, last));
            }
        }
        modbus.problem(item, "a forbidden range must be two addresses, the lower first", "write for instance 100-120");
        return Optional.empty();
    }

    /** Without the leading zeros that {@link Integer#decode} takes for octal. */
    private static String plain(String address) {
        return address.startsWith("0x") ? address : address.replaceFirst("^0+(?=.)", "");
    }

    private static Optional<Preamble> preamble(Fields entry, PlaceReader places) {
        Optional<Preamble> read;
        if (entry.has("identification")) {
            entry.flag("identification");
            read = Optional.of(new Preamble.Identification());
        } else {
            Space space = PlaceReader.word(entry, "space", Space.values()).orElse(places.space());
            int unit = entry.integer("unitId", 0, 255).orElse(ModbusPlan.OWN_UNIT);
            int registers = entry.integer("registers", 1, MOST_REGISTERS).orElse(1);
            if (!entry.has("address")) {
                entry.problem(entry.node(), "reads nothing", "add identification: true or address: NUMBER");
            }
            read = entry.integer("address", 0, 65535)
                    .map(address -> new Preamble.Registers(unit, space, address, registers));
        }
        entry.rejectOthers();
        return read;
    }

    private static Optional<Heartbeat> heartbeat(Fields fields, PlaceReader places) {
        Optional<Place> place = places.place(fields);
        place.ifPresent(at -> ModbusWriteReader.checkWritable(fields, at));
        if (!fields.has("every")) {
            fields.problem(fields.node(), "every is missing", "add every: 5 s");
        }
        Optional<Duration> every = fields.duration("every").filter(time -> {
            if (time.toMillis() >= 100) {
                return true;
            }
            fields.problem(fields.node(), "a heartbeat every " + time.toMillis() + " ms", "use 100 ms or more");
            return false;
        });
        Optional<Range> numbers = numbers(fields);
        if (place.isPresent() && numbers.isPresent() && !fit(numbers.get(), place.get())) {
            fields.problem(
                    fields.node(),
                    "these numbers cannot be counted in "
                            + PlaceReader.word(place.get().encoding()),
                    "write the lower number first, and none beyond what the type holds");
        }
        boolean always = fields.flag("always").orElse(false);
        fields.rejectOthers();
        return place.flatMap(at -> every.flatMap(
                time -> numbers.map(count -> new Heartbeat(at, time, count.first(), count.last(), always))));
    }

    /** A beat that could not be written would be none. */
    private static boolean fit(Range numbers, Place place) {
        int bits = place.space().isBits()
                ? 1
                : place.encoding().bits() - (place.encoding().kind() == Encoding.Kind.SIGNED ? 1 : 0);
        return numbers.first() <= numbers.last() && numbers.last() < 1L << Math.min(bits, 16);
    }

    private static Optional<Range> numbers(Fields fields) {
        Optional<Integer> value = fields.integer("value", 0, 65535);
        Optional<Range> count = fields.text("count").flatMap(text -> {
            Matcher matcher = RANGE.matcher(text);
            return matcher.matches()
                    ? Optional.of(
                            new Range(Integer.decode(plain(matcher.group(1))), Integer.decode(plain(matcher.group(2)))))
                    : Optional.empty();
        });
        if (value.isPresent() == count.isPresent()) {
            fields.problem(fields.node(), "what is written?", "add value: 1, or count: 0-255");
        }
        return value.map(number -> new Range(number, number)).or(() -> count);
    }
}
