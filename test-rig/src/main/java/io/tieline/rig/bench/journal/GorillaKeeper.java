package io.tieline.rig.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plain Gorilla (Pelkonen et al., VLDB 2015, section 4.1) in memory, a bit stream per point, written down at the end: what
 * the compression alone gives, with no durability at all.
 */
final class GorillaKeeper implements Keeper {

    private final Path folder;
    private Series[] series = new Series[0];

    GorillaKeeper(Path folder) {
        this.folder = folder;
    }

    @Override
    public void keep(NoisyDay day, long utcMillis) {
        if (series.length == 0) {
            series = new Series[day.cabinets() * NoisyDay.POINTS];
            for (int i = 0; i < series.length; i++) {
                series[i] = new Series();
            }
        }
        for (int i = 0; i < series.length; i++) {
            series[i].add(utcMillis / 1000, day.value(i / NoisyDay.POINTS, i % NoisyDay.POINTS));
        }
    }

    @Override
    public void close() throws IOException {
        long bits = 0;
        for (Series each : series) {
            bits += each.bits;
        }
        Files.write(folder.resolve("gorilla"), new byte[(int) ((bits + 7) / 8)]);
    }

    /** Counts the bits of one point; what they are does not matter for their number. */
    private static final class Series {
        private long bits;
        private long time;
        private long step;
        private long value;
        private int leading = -1;
        private int width;

        void add(long seconds, double next) {
            long raw = Double.doubleToRawLongBits(next);
            if (bits == 0) {
                bits = 128;
            } else {
                bits += timeBits(seconds - time - step) + valueBits(raw ^ value);
                step = seconds - time;
            }
            time = seconds;
            value = raw;
        }

        private static int timeBits(long change) {
            long size = Math.abs(change);
            return change == 0 ? 1 : size < 64 ? 9 : size < 256 ? 12 : size < 2048 ? 16 : 36;
        }

        private int valueBits(long difference) {
            if (difference == 0) {
                return 1;
            }
            int zeros = Math.min(31, Long.numberOfLeadingZeros(difference));
            int tail = Long.numberOfTrailingZeros(difference);
            if (leading >= 0 && zeros >= leading && tail >= 64 - leading - width) {
                return 2 + width;
            }
            leading = zeros;
            width = 64 - zeros - tail;
            return 2 + 5 + 6 + width;
        }
    }
}
