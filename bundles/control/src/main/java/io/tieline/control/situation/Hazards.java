package io.tieline.control.situation;

import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The points of one device that report danger to the place it stands in: fire, smoke, gas, a leak, a thermal runaway. */
record Hazards(PointSet points, int[] flags) {

    static final Hazards NONE = new Hazards(PointSet.EMPTY, new int[0]);

    /** Words that make an alarm a hazard, whatever stands around them: {@code fire_alarm}, {@code hydrogen_gas_high}. */
    private static final Set<String> WORDS =
            Set.of("fire", "smoke", "gas", "hydrogen", "bromine", "halogen", "venting", "leak", "runaway");

    /** Where such words stand; elsewhere they are names and numbers. */
    private static final List<String> REPORTS = List.of(DeviceAlarm.PREFIX, "sensor.", "flow.");

    static Hazards among(PointSet points) {
        return new Hazards(
                points,
                IntStream.range(0, points.size())
                        .filter(i -> isHazard(points.get(i).name()))
                        .toArray());
    }

    private static boolean isHazard(String point) {
        String last = point.substring(point.lastIndexOf('.') + 1);
        return REPORTS.stream().anyMatch(point::startsWith)
                && Arrays.stream(last.split("_")).anyMatch(WORDS::contains);
    }

    /** The first that stands. A flag that cannot be read says nothing: a silent device is not commanded anyway. */
    String in(DeviceSnapshot snapshot) {
        for (int flag : flags) {
            if (snapshot.quality(flag).isUsable() && snapshot.value(flag) == 1) {
                return snapshot.points().get(flag).name().replace('_', ' ').replace('.', ' ');
            }
        }
        return "";
    }
}
