package io.tieline.control;

import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.LoadShedding;
import io.tieline.control.grid.MeterWatch;
import io.tieline.control.reserve.CriticalLoad;
import io.tieline.control.reserve.ReservePromise;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the backup remembers beside the state of the grid.
 *
 * @param meter whether the grid meter lives
 * @param critical the load the backup is sized for
 * @param promise the energy it was last sized to
 * @param generators how far they are
 * @param shedding which loads were given up
 */
public record BackupMemory(
        MeterWatch meter,
        CriticalLoad critical,
        ReservePromise promise,
        GeneratorWatch generators,
        LoadShedding shedding) {

    public static final BackupMemory NONE = new BackupMemory(
            MeterWatch.NONE, CriticalLoad.NONE, ReservePromise.NONE, GeneratorWatch.AT_REST, LoadShedding.NONE);

    /** What must survive a restart. */
    void put(Map<String, Object> map) {
        map.put("reserve.critical_load", critical.watts());
        map.put("generators.phase", generators.phase().name());
        map.put("generators.trips", (double) generators.trips());
        map.put("generators.ours", generators.ours() ? 1.0 : 0.0);
        Map<String, Double> given = shedding.remembered();
        map.put("shed.outlets", String.join(",", given.keySet()));
        map.put("shed.watts", given.values().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** The counterpart of {@link #put}; a part that is missing or damaged starts anew. */
    static BackupMemory of(Map<String, ?> map) {
        return new BackupMemory(
                MeterWatch.NONE,
                CriticalLoad.restored(Math.max(0, ControlState.number(map, "reserve.critical_load", 0))),
                ReservePromise.NONE,
                generators(map),
                shedding(map));
    }

    /** Older versions did not write down what the loads drew. */
    private static LoadShedding shedding(Map<String, ?> map) {
        String outlets = Objects.toString(map.get("shed.outlets"), "");
        String[] watts = Objects.toString(map.get("shed.watts"), "").split(",");
        Map<String, Double> given = new LinkedHashMap<>();
        for (String outlet : outlets.isEmpty() ? new String[0] : outlets.split(",")) {
            given.put(outlet, given.size() < watts.length ? watts(watts[given.size()]) : Double.NaN);
        }
        return given.isEmpty() ? LoadShedding.NONE : LoadShedding.restored(given);
    }

    private static double watts(String written) {
        try {
            double watts = Double.parseDouble(written);
            return watts >= 0 ? watts : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static GeneratorWatch generators(Map<String, ?> map) {
        return Arrays.stream(GeneratorWatch.Phase.values())
                .filter(phase -> phase.name().equals(map.get("generators.phase")))
                .findFirst()
                .map(phase -> GeneratorWatch.restored(
                        phase,
                        (int) Math.max(0, ControlState.number(map, "generators.trips", 0)),
                        ControlState.number(map, "generators.ours", 0) == 1))
                .orElse(GeneratorWatch.AT_REST);
    }
}
