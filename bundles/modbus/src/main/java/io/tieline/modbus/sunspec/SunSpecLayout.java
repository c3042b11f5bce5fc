package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.AlarmBits;
import io.tieline.modbus.register.BitNames;
import io.tieline.modbus.register.Chunk;
import io.tieline.modbus.register.Field;
import io.tieline.modbus.register.FixedTexts;
import io.tieline.modbus.register.Gated;
import io.tieline.modbus.register.Quantity;
import io.tieline.modbus.register.ScaleFactor;
import io.tieline.modbus.register.StateField;
import io.tieline.modbus.register.Text;
import io.tieline.modbus.register.Whereabouts;
import io.tieline.modbus.unit.RegisterSession;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a SunSpec device into points and the fields that fill them. Used once per device. */
public final class SunSpecLayout {

    /** Models may lie anywhere, but a gap of this many registers is cheaper than a request. */
    private static final int MAX_GAP = 30;

    private final SunSpecDevice device;
    private final boolean invertSign;
    private final Map<String, SunSpecSource> sources;
    private final List<SunSpecAlarms.Word> alarms;
    private final PointSet points;
    private final Map<Integer, Integer> scaleSlots = new HashMap<>();
    /** The fields by rate and by address of their model, so that a value and its scale factor come in one answer. */
    private final Map<Rate, Map<Integer, List<Field>>> fields = new EnumMap<>(Rate.class);

    private SunSpecLayout(SunSpecDevice device, boolean invertSign) {
        this.device = device;
        this.invertSign = invertSign;
        this.sources = SunSpecSources.of(device);
        this.alarms = SunSpecAlarms.of(device);
        this.points = PointSet.named(names());
    }

    /** @param invertSign whether the battery counts charging as positive */
    public static RegisterSession.Layout of(SunSpecDevice device, boolean invertSign) {
        return new SunSpecLayout(device, invertSign).build();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        sources.forEach((name, source) -> {
            names.add(name);
            if (hasNative(name, source)) {
                names.add(name + ".native");
            }
        });
        alarms.forEach(
                word -> word.flags().forEach(flag -> names.add(flag.alarm().point())));
        return names;
    }

    private static boolean hasNative(String name, SunSpecSource source) {
        return kind(name) == PointKind.STATE && !source.row().states().isEmpty();
    }

    private static PointKind kind(String name) {
        return PointCatalog.point(name).definition().kind();
    }

    private RegisterSession.Layout build() {
        sources.forEach(this::add);
        alarms.forEach(this::add);
        return new RegisterSession.Layout(
                identity(),
                points,
                chunks(),
                scaleSlots.size(),
                FixedTexts.NONE,
                SunSpecHeartbeat.in(ModbusPlan.Settings.USUAL.withBlocks(device.maxRegisters(), MAX_GAP), device),
                SunSpecCommands.of(device),
                alarms.stream()
                        .flatMap(word -> word.flags().stream())
                        .map(SunSpecAlarms.Flag::alarm)
                        .toList());
    }

    private Map<Rate, List<Chunk>> chunks() {
        Map<Rate, List<Chunk>> chunks = new EnumMap<>(Rate.class);
        fields.forEach((rate, models) -> chunks.put(
                rate,
                models.values().stream()
                        .map(ofModel -> new Chunk(Space.HOLDING, ofModel))
                        .toList()));
        return chunks;
    }

    private List<Field> fieldsOf(Rate rate, SunSpecModel model) {
        return fields.computeIfAbsent(rate, r -> new TreeMap<>())
                .computeIfAbsent(
                        model.address(),
                        address -> new ArrayList<>(List.of(new ModelHeader(address, model.id(), model.length()))));
    }

    private void add(String name, SunSpecSource source) {
        List<Field> ofModel = fieldsOf(source.row().rate(), source.model());
        if (source.row().scale() >= 0) {
            ScaleFactor scale = scale(source.at(source.row().scale()));
            if (!ofModel.contains(scale)) {
                ofModel.add(scale);
            }
        }
        ofModel.add(field(name, source));
    }

    private void add(SunSpecAlarms.Word word) {
        int[] bits = word.flags().stream().mapToInt(SunSpecAlarms.Flag::bit).toArray();
        int[] flags = word.flags().stream()
                .mapToInt(flag -> points.indexOf(flag.alarm().point()))
                .toArray();
        fieldsOf(word.rate(), word.model()).add(new AlarmBits(word.address(), word.registers(), bits, flags));
    }

    private ScaleFactor scale(int address) {
        return new ScaleFactor(address, scaleSlots.computeIfAbsent(address, a -> scaleSlots.size()));
    }

    private Field field(String name, SunSpecSource source) {
        SunSpecRow row = source.row();
        int index = points.indexOf(name);
        if (row.type() == SunSpecRow.Type.STRING) {
            return new Text(index, source.address(), row.registers(), Order.BIG);
        }
        if (row.type() == SunSpecRow.Type.WHERE) {
            return new Whereabouts(index, source.address());
        }
        if (kind(name) == PointKind.TEXT) {
            return new BitNames(index, source.address(), row.registers(), SunSpecStates.names(row.states()));
        }
        Point point = points.get(index);
        if (hasNative(name, source)) {
            return new StateField(
                    index,
                    points.indexOf(name + ".native"),
                    source.address(),
                    SunSpecStates.table(row.states(), point),
                    row.over() < 0 ? -1 : source.at(row.over()),
                    SunSpecStates.table(row.overStates(), point));
        }
        Quantity quantity = quantity(index, point, source);
        return row.gate() < 0 ? quantity : new Gated(quantity, index, source.at(row.gate()));
    }

    private Quantity quantity(int index, Point point, SunSpecSource source) {
        SunSpecRow row = source.row();
        boolean turn = row.openSign() && invertSign;
        return new Quantity(
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
                turn ? ValueRule.scaled(-1, 1) : SunSpecStates.rule(row.states()));
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
        SunSpecSource source = sources.get(name);
        return source == null
                ? ""
                : device.body(source.model())
                        .text(source.row().offset(), source.row().registers());
    }
}
