package io.tieline.modbus.profile;

import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Alarm;
import io.tieline.profile.ModbusPlan.Count;
import io.tieline.profile.ModbusPlan.Gate;
import io.tieline.profile.ModbusPlan.Operand;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.ReadBack;
import io.tieline.profile.ModbusPlan.Repeat;
import io.tieline.profile.ModbusPlan.Reversion;
import io.tieline.profile.ModbusPlan.Settings;
import io.tieline.profile.ModbusPlan.Value;
import io.tieline.profile.ModbusPlan.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan whose repeated blocks are written out for one device.
 *
 * @param values those of the alarms among them
 * @param counts what stood where the plan reads how many blocks there are
 */
record Blocks(
        Settings settings,
        List<Value> values,
        List<Alarm> alarms,
        Map<String, Write> commands,
        Map<Place, Integer> counts) {

    private static final String NUMBER = "{n}";

    /**
     * Writes a plan out.
     *
     * @param unit the device is addressed by
     * @param counts how often each block comes that does not come a fixed number of times
     */
    static Blocks of(ModbusPlan plan, int unit, Map<Place, Integer> counts) {
        List<Value> values = new ArrayList<>(plan.values());
        List<Alarm> alarms = new ArrayList<>(plan.alarms());
        Map<String, Write> commands = new LinkedHashMap<>();
        for (Repeat repeat : plan.repeats()) {
            int n = repeat.count() instanceof Count.Read read
                    ? counts.getOrDefault(read.place(), 0)
                    : ((Count.Fixed) repeat.count()).n();
            for (int i = 0; i < n; i++) {
                Step step = new Step(repeat, unit, i);
                repeat.values().forEach(value -> values.add(step.value(value)));
                repeat.alarms().forEach(alarm -> alarms.add(step.alarm(alarm)));
                repeat.commands().forEach((name, write) -> commands.put(step.name(name), step.write(write)));
            }
        }
        alarms.forEach(alarm -> values.add(alarm.value()));
        return new Blocks(plan.settings(), values, alarms, commands, counts);
    }

    /** One of the blocks. */
    private record Step(Repeat repeat, int unit, int position) {

        String name(String pattern) {
            return pattern.replace(NUMBER, String.valueOf(position + 1));
        }

        Place place(Place first) {
            int base = first.unit() == ModbusPlan.OWN_UNIT ? unit : first.unit();
            return first.moved(
                    position * repeat.stride(),
                    repeat.unitStride() == 0 ? first.unit() : base + position * repeat.unitStride());
        }

        Value value(Value first) {
            return new Value(
                    name(first.point()), place(first.place()), operand(first.operand()), first.rule(), first.rate());
        }

        Operand operand(Operand first) {
            if (first instanceof Operand.PowerOfTen scale && !scale.once()) {
                return new Operand.PowerOfTen(place(scale.place()), false);
            }
            if (first instanceof Operand.PercentOf percent && !percent.once()) {
                return new Operand.PercentOf(place(percent.place()), percent.rule(), false);
            }
            return first;
        }

        Alarm alarm(Alarm first) {
            return new Alarm(value(first.value()), first.severity(), first.code(), first.text());
        }

        Write write(Write first) {
            return new Write(
                    place(first.place()),
                    first.rule(),
                    first.gates().stream()
                            .map(gate -> new Gate(place(gate.place()), gate.value()))
                            .toList(),
                    first.complement() < 0 ? -1 : first.complement() + position * repeat.stride(),
                    readBack(first.readBack()),
                    first.reversion() instanceof Reversion.Timer timer
                            ? new Reversion.Timer(place(timer.place()), timer.rule())
                            : first.reversion());
        }

        private ReadBack readBack(ReadBack first) {
            if (first instanceof ReadBack.Elsewhere elsewhere) {
                return new ReadBack.Elsewhere(place(elsewhere.place()), elsewhere.rule());
            }
            return first instanceof ReadBack.OfPoint point ? new ReadBack.OfPoint(name(point.point())) : first;
        }
    }
}
