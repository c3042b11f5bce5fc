package io.tieline.chemistry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a battery of some chemistry must be taken through every so often.
 *
 * @param every the longest time between two
 * @param throughput equivalent full cycles between two at most; infinite: time alone counts
 * @param ends the state of charge it is brought to
 * @param rate C-rate at which it is brought there; infinite: as fast as it can
 * @param duration how long it then stands there
 * @param offline whether it gives nothing from the beginning to the end
 */
public record Maintenance(
        Kind kind, Duration every, double throughput, End ends, double rate, Duration duration, boolean offline) {

    /** What is done. */
    public enum Kind {
        /** Zinc is taken off the electrodes of a flow battery. */
        STRIP("strip"),
        /** The same idea in a static cell. */
        REFRESH("refresh"),
        /** Balances the cells and gives the state of charge an anchor. */
        FULL_CHARGE("full-charge"),
        /** Shows what is left of the capacity. */
        CAPACITY_TEST("capacity-test");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word used in files. */
        public String label() {
            return label;
        }

        static Optional<Kind> ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label.equals(label))
                    .findFirst();
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(Kind::label).toList();
        }
    }

    /** The state of charge maintenance ends at. */
    public enum End {
        EMPTY("empty"),
        FULL("full");

        private final String label;

        End(String label) {
            this.label = label;
        }

        static Optional<End> ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(end -> end.label.equals(label))
                    .findFirst();
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(end -> end.label).toList();
        }
    }

    /** Whether it takes the energy out of the backup while it lasts. */
    public boolean takesBackup() {
        return offline || ends == End.EMPTY;
    }
}
