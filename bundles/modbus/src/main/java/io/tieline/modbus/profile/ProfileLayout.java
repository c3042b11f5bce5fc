package io.tieline.modbus.profile;

import io.tieline.modbus.register.Absent;
import io.tieline.modbus.register.BaseNumber;
import io.tieline.modbus.register.BlockCount;
import io.tieline.modbus.register.Chunk;
import io.tieline.modbus.register.Coil;
import io.tieline.modbus.register.Field;
import io.tieline.modbus.register.FixedTexts;
import io.tieline.modbus.register.Percentage;
import io.tieline.modbus.register.Quantity;
import io.tieline.modbus.register.ScaleFactor;
import io.tieline.modbus.register.Text;
import io.tieline.modbus.unit.Outcome;
import io.tieline.modbus.unit.RegisterSession;
import io.tieline.modbus.unit.Writer;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.Point;
import io.tieline.model.PointSet;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Operand;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.ReadBack;
import io.tieline.profile.ModbusPlan.Value;
import io.tieline.profile.ModbusPlan.Write;
import io.tieline.profile.Profile;
import io.tieline.profile.Rate;
import io.tieline.southbound.Identity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a profile and what a device said about itself into points and the fields that fill them. Used once per device. */
final class ProfileLayout {

    private final PointSet points;
    private final Map<Place, Integer> scaleSlots = new HashMap<>();
    private final Map<Operand, BaseNumber> bases = new HashMap<>();
    private final Map<Rate, List<Chunk>> chunks = new EnumMap<>(Rate.class);

    private ProfileLayout(PointSet points) {
        this.points = points;
    }

    static RegisterSession.Layout of(Profile profile, Blocks blocks, double confidence) {
        Map<String, Value> values = new LinkedHashMap<>();
        blocks.values().forEach(value -> values.putIfAbsent(value.point(), value));
        List<String> names = new ArrayList<>(values.keySet());
        List<String> fixed = profile.fixed().keySet().stream()
                .filter(name -> !values.containsKey(name))
                .sorted()
                .toList();
        names.addAll(fixed);
        PointSet points = PointSet.named(names);
        ProfileLayout layout = new ProfileLayout(points);
        values.values().forEach(layout::add);
        layout.guard(blocks);
        return new RegisterSession.Layout(
                identity(profile, confidence),
                points,
                layout.chunks,
                layout.scaleSlots.size(),
                fixedTexts(profile, points, fixed),
                blocks.settings(),
                writers(profile, blocks, values),
                blocks.alarms().stream().map(ProfileLayout::meaning).toList());
    }

    private void add(Value value) {
        List<Chunk> ofRate = chunks.computeIfAbsent(value.rate(), rate -> new ArrayList<>());
        if (value.operand() instanceof Operand.PowerOfTen scale) {
            ofRate.add(chunk(scale.place(), new ScaleFactor(scale.place().address(), slot(scale))));
        } else if (value.operand() instanceof Operand.PercentOf percent) {
            ofRate.add(chunk(percent.place(), base(percent)));
        }
        ofRate.add(chunk(value.place(), field(value)));
    }

    /** The counts are looked at along with every group: one that changes must not let a single value through. */
    private void guard(Blocks blocks) {
        chunks.values().forEach(ofRate -> blocks.counts()
                .forEach((place, count) -> ofRate.add(0, chunk(place, new BlockCount(place, count)))));
    }

    private static Chunk chunk(Place place, Field field) {
        return new Chunk(place.unit(), place.space(), List.of(field));
    }

    private int slot(Operand.PowerOfTen scale) {
        return scaleSlots.computeIfAbsent(scale.place(), place -> scaleSlots.size());
    }

    private BaseNumber base(Operand.PercentOf percent) {
        return bases.computeIfAbsent(percent, p -> new BaseNumber(percent.place(), percent.rule()));
    }

    private Field field(Value value) {
        int index = points.indexOf(value.point());
        Point point = points.get(index);
        Place place = value.place();
        if (place.space().isBits()) {
            return new Coil(index, point, place.address(), value.rule());
        }
        if (!place.encoding().isNumber()) {
            return new Text(index, place, value.rule());
        }
        if (value.operand() instanceof Operand.PercentOf percent) {
            return new Percentage(index, place, base(percent), value.rule());
        }
        int slot = value.operand() instanceof Operand.PowerOfTen scale ? slot(scale) : -1;
        return new Quantity(index, point, place, Absent.NEVER, slot, false, value.rule());
    }

    private static DeviceAlarm meaning(ModbusPlan.Alarm alarm) {
        String address = String.valueOf(alarm.value().place().address());
        return new DeviceAlarm(
                alarm.value().point(),
                alarm.severity(),
                alarm.code().replace(ModbusPlan.Alarm.ADDRESS, address),
                alarm.text());
    }

    private static FixedTexts fixedTexts(Profile profile, PointSet points, List<String> names) {
        return new FixedTexts(
                names.stream().mapToInt(points::indexOf).toArray(),
                names.stream()
                        .map(name -> profile.fixed().getOrDefault(name, ""))
                        .toArray(String[]::new));
    }

    private static Map<String, Writer> writers(Profile profile, Blocks blocks, Map<String, Value> values) {
        Map<String, Write> writes = new HashMap<>();
        profile.commands().forEach((name, rule) -> writes.put(name, (Write) rule));
        writes.putAll(blocks.commands());
        Map<String, Writer> writers = new HashMap<>();
        writes.forEach((name, write) -> writers.put(name, writer(write, values)));
        return Map.copyOf(writers);
    }

    /** A profile that extends another may drop or replace the point in which a command of its parent was to be seen. */
    private static Writer writer(Write write, Map<String, Value> values) {
        if (write.readBack() instanceof ReadBack.OfPoint of && !isPlainNumber(values.get(of.point()))) {
            return (unit, command) -> Outcome.refused("not sent: its effect would show in " + of.point()
                    + ", which the profile does not read as a plain number: name another readBack");
        }
        return new RegisterWriter(write, shows(write, values));
    }

    private static boolean isPlainNumber(@Nullable Value value) {
        return value != null
                && value.operand() instanceof Operand.Nothing
                && value.place().encoding().isNumber();
    }

    /** Where the effect of a command shows, if it shows at all. */
    private static Optional<RegisterWriter.Shown> shows(Write write, Map<String, Value> values) {
        ReadBack readBack = write.readBack();
        if (readBack instanceof ReadBack.OfPoint of) {
            return Optional.ofNullable(values.get(of.point()))
                    .map(value -> new RegisterWriter.Shown(value.place(), value.rule(), false));
        }
        if (readBack instanceof ReadBack.Elsewhere elsewhere) {
            return Optional.of(new RegisterWriter.Shown(elsewhere.place(), elsewhere.rule(), false));
        }
        return readBack instanceof ReadBack.Same
                ? Optional.of(new RegisterWriter.Shown(write.place(), write.rule(), true))
                : Optional.empty();
    }

    private static Identity identity(Profile profile, double confidence) {
        Map<String, String> fixed = profile.fixed();
        return new Identity(
                fixed.getOrDefault("device.manufacturer", ""),
                fixed.getOrDefault("device.model", ""),
                "",
                "",
                profile.id(),
                confidence);
    }
}
