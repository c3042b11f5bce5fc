package io.tieline.tariff;

import java.util.Set;

/**
 * The metering window: its mean is one demand value, its energy one energy value.
 *
 * @param lengthSeconds 15, 30 or 60 minutes with nearly every utility, 5 or 10 with a few
 * @param offsetSeconds how much later than the full hour the meter begins its windows
 */
public record Window(int lengthSeconds, int offsetSeconds) {

    private static final Set<Integer> LENGTHS = Set.of(300, 600, 900, 1800, 3600);

    public static Window ofMinutes(int minutes) {
        return new Window(minutes * 60, 0);
    }

    public Window {
        if (!LENGTHS.contains(lengthSeconds)) {
            throw new IllegalArgumentException("window: no meter counts in windows of "
                    + (lengthSeconds % 60 == 0 ? lengthSeconds / 60 + " min" : lengthSeconds + " s"));
        }
        if (Math.abs(offsetSeconds) >= lengthSeconds) {
            throw new IllegalArgumentException("offset: must be shorter than the window, is " + offsetSeconds + " s");
        }
    }

    /** Start of the window that holds an instant, both in epoch seconds. */
    public long startOf(long epochSecond, TariffClock clock) {
        long since = epochSecond + clock.windowShift(epochSecond) - offsetSeconds;
        return epochSecond - Math.floorMod(since, (long) lengthSeconds);
    }

    /** How much later than the full UTC hour windows begin, in seconds; less than the window is long. */
    public int utcOffsetSeconds(TariffClock clock, long epochSecond) {
        return (int) Math.floorMod(offsetSeconds - clock.windowShift(epochSecond), (long) lengthSeconds);
    }

    public double hours() {
        return lengthSeconds / 3600.0;
    }
}
