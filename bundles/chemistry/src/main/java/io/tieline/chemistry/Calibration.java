package io.tieline.chemistry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How sure the state of charge is: after an anchor it is known, then the error grows.
 *
 * @param anchors what makes it known again
 * @param rest how long the battery must stand at such a place
 * @param age an anchor is wanted at least this often
 * @param throughput and after so many equivalent full cycles
 * @param growth points of error per equivalent full cycle
 * @param drift points of error per day
 * @param anchored error right after an anchor, points
 * @param most what the error is at most, points
 */
public record Calibration(
        Set<Anchor> anchors,
        Duration rest,
        Duration age,
        double throughput,
        double growth,
        double drift,
        double anchored,
        double most) {

    private static final double SECONDS_PER_DAY = 86_400;

    public Calibration {
        anchors = Set.copyOf(anchors);
    }

    /** Where a battery shows its state of charge. */
    public enum Anchor {
        FULL("full"),
        EMPTY("empty"),
        /** Anywhere: the open-circuit voltage tells. */
        REST("rest");

        private final String label;

        Anchor(String label) {
            this.label = label;
        }

        static Optional<Anchor> ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(anchor -> anchor.label.equals(label))
                    .findFirst();
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(anchor -> anchor.label).toList();
        }
    }

    /** Error in points after so long and so much since the last anchor. */
    public double errorPercent(double seconds, double fullCycles) {
        return Math.min(most, anchored + growth * fullCycles + drift * seconds / SECONDS_PER_DAY);
    }

    /** Whether the last anchor is too long ago to go on without a new one. */
    public boolean isDue(double seconds, double fullCycles) {
        return seconds >= age.toSeconds() || fullCycles >= throughput;
    }
}
