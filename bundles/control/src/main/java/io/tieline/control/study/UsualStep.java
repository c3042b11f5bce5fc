package io.tieline.control.study;

import java.util.HashMap;
import java.util.Map;

/** How far the lines of a recording lie apart. */
public final class UsualStep {

    private UsualStep() {}

    /**
     * The distance two neighbours most often have, of equally frequent ones the shortest: neither a hole nor a stray line
     * decides it. Times that do not rise are passed over where any do.
     *
     * @param times at least two
     */
    public static long of(long[] times) {
        Map<Long, Integer> counts = new HashMap<>();
        long usual = times[1] - times[0];
        for (int i = 1; i < times.length; i++) {
            long distance = times[i] - times[i - 1];
            if (distance > 0) {
                counts.merge(distance, 1, Integer::sum);
            }
        }
        for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
            int more = entry.getValue() - counts.getOrDefault(usual, 0);
            usual = more > 0 || (more == 0 && entry.getKey() < usual) ? entry.getKey() : usual;
        }
        return usual;
    }
}
