package io.tieline.modbus;

import io.tieline.model.Point;
import io.tieline.model.PointSet;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Encoding;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Profile;
import io.tieline.profile.Rate;
import io.tieline.southbound.Identity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a profile into points and the fields that fill them. Used once per device. */
final class ProfileLayout {

    private static final int MOST_REGISTERS = 125;

    private final ModbusPlan plan;
    private final PointSet points;
    private final Map<Long, Integer> scaleSlots = new HashMap<>();

    private ProfileLayout(ModbusPlan plan, PointSet points) {
        this.plan = plan;
        this.points = points;
    }

    static RegisterSession.Layout of(Profile profile, ModbusPlan plan, double confidence) {
        Map<String, ModbusPlan.Value> values = new LinkedHashMap<>();
        plan.values().forEach(value -> values.putIfAbsent(value.point(), value));
        List<String> names = new ArrayList<>(values.keySet());
        List<String> fixed = profile.fixed().keySet().stream()
                .filter(name -> !values.containsKey(name))
                .sorted()
                .toList();
        names.addAll(fixed);
        PointSet points = PointSet.named(names);
        ProfileLayout layout = new ProfileLayout(plan, points);
        Map<Rate, List<Chunk>> chunks = layout.chunks(values);
        return new RegisterSession.Layout(
                identity(profile, confidence),
                points,
                chunks,
                layout.scaleSlots.size(),
                fixedTexts(profile, points, fixed),
                maxRegisters(plan),
                plan.maxGap(),
                plan.forbidden(),
                writers(profile),
                List.of());
    }

    private static int maxRegisters(ModbusPlan plan) {
        return plan.maxRegisters() <= 0 ? MOST_REGISTERS : Math.min(MOST_REGISTERS, plan.maxRegisters());
    }

    private Map<Rate, List<Chunk>> chunks(Map<String, ModbusPlan.Value> values) {
        Map<Rate, List<Chunk>> chunks = new EnumMap<>(Rate.class);
        values.forEach((name, value) -> {
            Field field = field(value);
            List<Chunk> ofRate = chunks.computeIfAbsent(value.rate(), rate -> new ArrayList<>());
            if (value.scaleAddress() >= 0) {
                ofRate.add(new Chunk(value.space(), List.of(new ScaleFactor(value.scaleAddress(), slot(value)))));
            }
            ofRate.add(new Chunk(value.space(), List.of(field)));
        });
        return chunks;
    }

    private int slot(ModbusPlan.Value value) {
        long place = (long) value.space().ordinal() << 32 | value.scaleAddress();
        return scaleSlots.computeIfAbsent(place, p -> scaleSlots.size());
    }

    private Field field(ModbusPlan.Value value) {
        int index = points.indexOf(value.point());
        Point point = points.get(index);
        if (value.space() == Space.COIL || value.space() == Space.DISCRETE) {
            return new Coil(index, point, value.address(), value.rule().withoutBit());
        }
        if (value.encoding() == Encoding.ASCII) {
            return new Text(index, value.address(), value.registers(), value.order());
        }
        return new Quantity(
                index,
                point,
                value.address(),
                value.encoding(),
                value.order(),
                value.encoding().registers(),
                value.bit(),
                Absent.NEVER,
                value.scaleAddress() < 0 ? -1 : slot(value),
                false,
                value.bit() >= 0 ? value.rule().withoutBit() : value.rule());
    }

    private static FixedTexts fixedTexts(Profile profile, PointSet points, List<String> names) {
        return new FixedTexts(
                names.stream().mapToInt(points::indexOf).toArray(),
                names.stream()
                        .map(name -> profile.fixed().getOrDefault(name, ""))
                        .toArray(String[]::new));
    }

    private static Map<String, Writer> writers(Profile profile) {
        Map<String, Writer> writers = new HashMap<>();
        profile.commands().forEach((name, rule) -> {
            if (rule instanceof ModbusPlan.Write write) {
                writers.put(name, new RegisterWriter(write));
            }
        });
        return Map.copyOf(writers);
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
