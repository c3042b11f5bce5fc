package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.tieline.model.Command;
import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointKind;
import io.tieline.model.PointSet;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Rate;
import io.tieline.profile.Slice;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a SunSpec device into points and the fields that fill them. Used once per device. */
final class SunSpecLayout {

    /** Models may lie anywhere, but a gap of this many registers is cheaper than a request. */
    private static final int MAX_GAP = 30;

    private static final int MAX_READ = 125;
    private static final ModbusPlan.Settings SETTINGS = ModbusPlan.Settings.USUAL.withBlocks(MAX_READ, MAX_GAP);

    /** Where one point comes from. */
    private record Source(SunSpecRow row, SunSpecModel model, int shift, boolean implemented) {
        int address() {
            return at(row.offset()) + shift;
        }

        int at(int offset) {
            return model.address() + offset;
        }
    }

    private final SunSpecDevice device;
    private final boolean invertSign;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<Integer, Integer> scaleSlots = new HashMap<>();

    private SunSpecLayout(SunSpecDevice device, boolean invertSign) {
        this.device = device;
        this.invertSign = invertSign;
    }

    /** @param invertSign whether the battery counts charging as positive */
    static RegisterSession.Layout of(SunSpecDevice device, boolean invertSign) {
        return new SunSpecLayout(device, invertSign).build();
    }

    private RegisterSession.Layout build() {
        SunSpecTable.rows().forEach(this::collect);
        List<String> names = new ArrayList<>();
        sources.forEach((name, source) -> {
            names.add(name);
            if (hasNative(name, source)) {
                names.add(name + ".native");
            }
        });
        PointSet points = PointSet.named(names);
        return new RegisterSession.Layout(
                identity(), points, chunks(points), scaleSlots.size(), FixedTexts.NONE, SETTINGS, writers(), List.of());
    }

    private void collect(SunSpecRow row) {
        for (SunSpecModel model : device.models()) {
            ByteBuf body = device.bodies().get(model.address());
            if (body == null || !row.belongsTo(model)) {
                continue;
            }
            for (int i = 0; i < row.repetitions(model); i++) {
                int shift = i * row.stride();
                boolean implemented = implemented(row, body, shift);
                Source source = new Source(row, model, shift, implemented);
                String name = row.pointName(model, i + 1);
                Source known = sources.get(name);
                if (known == null ? implemented || row.core() : implemented && !known.implemented) {
                    sources.put(name, source);
                }
            }
        }
    }

    private static boolean implemented(SunSpecRow row, ByteBuf body, int shift) {
        Frame frame = new Frame().over(body, 0);
        int at = row.offset() + shift;
        if (row.type() == SunSpecRow.Type.STRING) {
            return frame.u16(at) != 0 && frame.u16(at) != 0xFFFF;
        }
        if (row.scale() >= 0 && !Registers.isScale((short) frame.u16(row.scale()))) {
            return false;
        }
        long bits = Registers.bits(frame, at, row.registers(), Order.BIG);
        boolean absent = row.type().absent().is(bits, row.registers())
                || Double.isNaN(Registers.number(row.type().encoding(), bits));
        return !absent || row.over() >= 0 && frame.u16(row.over()) != 0xFFFF;
    }

    private static boolean hasNative(String name, Source source) {
        return PointCatalog.point(name).definition().kind() == PointKind.STATE
                && !source.row.states().isEmpty();
    }

    /** Per rate and model one chunk, so that a value and its scale factor come in one answer where they fit into one. */
    private Map<Rate, List<Chunk>> chunks(PointSet points) {
        Map<Rate, Map<Integer, List<Field>>> byModel = new EnumMap<>(Rate.class);
        sources.forEach((name, source) -> {
            List<Field> fields = byModel.computeIfAbsent(source.row.rate(), rate -> new TreeMap<>())
                    .computeIfAbsent(source.model.address(), address -> newFields(source.model));
            if (source.row.scale() >= 0) {
                ScaleFactor scale = scale(source.at(source.row.scale()));
                if (!fields.contains(scale)) {
                    fields.add(scale);
                }
            }
            fields.add(field(source, points, name));
        });
        Map<Rate, List<Chunk>> chunks = new EnumMap<>(Rate.class);
        byModel.forEach((rate, models) -> chunks.put(
                rate,
                models.values().stream()
                        .map(fields -> new Chunk(Space.HOLDING, fields))
                        .toList()));
        return chunks;
    }

    private static List<Field> newFields(SunSpecModel model) {
        List<Field> fields = new ArrayList<>();
        fields.add(new ModelHeader(model.address(), model.id(), model.length()));
        return fields;
    }

    private ScaleFactor scale(int address) {
        return new ScaleFactor(address, scaleSlots.computeIfAbsent(address, a -> scaleSlots.size()));
    }

    private Field field(Source source, PointSet points, String name) {
        SunSpecRow row = source.row;
        int index = points.indexOf(name);
        if (row.type() == SunSpecRow.Type.STRING) {
            return new Text(index, source.address(), row.registers(), Order.BIG);
        }
        Point point = points.get(index);
        if (!row.states().isEmpty()) {
            return new StateField(
                    index,
                    points.indexOf(name + ".native"),
                    source.address(),
                    table(row.states(), point),
                    row.over() < 0 ? -1 : source.at(row.over()),
                    table(row.overStates(), point));
        }
        boolean turn = row.openSign() && invertSign;
        Quantity quantity = new Quantity(
                index,
                point,
                new ModbusPlan.Place(
                        ModbusPlan.OWN_UNIT,
                        Space.HOLDING,
                        source.address(),
                        row.type().encoding(),
                        Order.BIG,
                        row.registers(),
                        row.bit() < 0 ? Slice.WHOLE : Slice.bit(row.bit())),
                row.type().absent(),
                row.scale() < 0 ? -1 : scale(source.at(row.scale())).slot(),
                row.powerFactor(),
                turn ? ValueRule.scaled(-1, 1) : ValueRule.IDENTITY);
        return row.gate() < 0 ? quantity : new Gated(quantity, index, source.at(row.gate()));
    }

    private static StateTable table(String states, Point point) {
        if (states.isBlank()) {
            return StateTable.EMPTY;
        }
        Map<Long, StateTable.Entry> entries = new HashMap<>();
        for (String state : states.strip().split(" ")) {
            String[] parts = state.split("[=:]");
            int value = point.definition().stateValue(parts[1]);
            if (value < 0) {
                throw new IllegalStateException("sunspec.tsv: " + point.name() + " has no state " + parts[1]);
            }
            entries.put(Long.parseLong(parts[0]), new StateTable.Entry(value, parts[parts.length - 1]));
        }
        return new StateTable(entries);
    }

    private Map<String, Writer> writers() {
        return device.models().stream()
                .filter(model -> model.id() == 704 && device.bodies().containsKey(model.address()))
                .min(Comparator.comparingInt(SunSpecModel::address))
                .map(model -> Map.<String, Writer>of(Command.POWER_SET, new PowerSetpoint(model.address())))
                .orElse(Map.of());
    }

    private Identity identity() {
        return new Identity(
                text("device.manufacturer"),
                text("device.model"),
                text("device.serial"),
                text("device.firmware"),
                "sunspec",
                1);
    }

    private String text(String name) {
        Source source = sources.get(name);
        ByteBuf body = source == null ? null : device.bodies().get(source.model.address());
        if (source == null || body == null) {
            return "";
        }
        byte[] octets = new byte[2 * source.row.registers()];
        body.getBytes(body.readerIndex() + 2 * source.row.offset(), octets);
        return TextForm.string(octets);
    }
}
