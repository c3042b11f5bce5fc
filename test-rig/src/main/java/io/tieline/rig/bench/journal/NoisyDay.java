package io.tieline.rig.bench.journal;

/**
 * The readings of battery cabinets once a second: quantised integers with a scale, a third of the points constant, a third
 * drifting by a count now and then, a third noisy by several counts around a level that wanders. The same seed gives the
 * same day.
 *
 * <p>Not thread-safe; seconds are asked for one after the other.
 */
final class NoisyDay {

    static final int POINTS = 120;
    static final long START = 1_767_225_600_000L;

    private static final double[] SCALES = {1, 10, 100};

    private final int cabinets;
    private final int[] levels;
    private final int[] counts;
    private long random;

    NoisyDay(int cabinets, long seed) {
        this.cabinets = cabinets;
        random = seed * 0x9E37_79B9_7F4A_7C15L + 1;
        levels = new int[cabinets * POINTS];
        counts = new int[cabinets * POINTS];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (int) (next() >>> 50);
            counts[i] = levels[i];
        }
    }

    int cabinets() {
        return cabinets;
    }

    /** Goes on by a second. */
    void tick() {
        for (int i = 0; i < levels.length; i++) {
            int kind = i % POINTS % 3;
            if (kind == 1) {
                long draw = next();
                counts[i] += (draw & 63) == 0 ? (int) (draw >>> 62) - 1 : 0;
            } else if (kind == 2) {
                long draw = next();
                levels[i] += (draw & 15) == 0 ? (int) (draw >>> 8 & 7) - 3 : 0;
                // The sum of three draws: bell-shaped, within six counts.
                long bell = (draw >>> 16 & 0xFFFF) + (draw >>> 32 & 0xFFFF) + (draw >>> 48 & 0xFFFF);
                counts[i] = levels[i] + (int) ((bell * 5) >>> 16) - 7;
            }
        }
    }

    /** What a point reads now, in its unit. */
    double value(int cabinet, int point) {
        return counts[cabinet * POINTS + point] / SCALES[point / 3 % SCALES.length];
    }

    /** SplitMix64 is good enough and allocates nothing. */
    private long next() {
        random += 0x9E37_79B9_7F4A_7C15L;
        long mixed = (random ^ random >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
