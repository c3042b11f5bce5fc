package io.tieline.tariff;

/**
 * The metering window: its mean is one demand value, its energy one energy value.
 *
 * @param lengthSeconds 15, 30 or 60 minutes with nearly every utility
 * @param offsetSeconds how much later than the full hour the meter begins its windows
 */
public record Window(int lengthSeconds, int offsetSeconds) {

    public static Window ofMinutes(int minutes) {
        return new Window(minutes * 60, 0);
    }

    public Window {
        if (lengthSeconds < 60 || 86_400 % lengthSeconds != 0) {
            throw new IllegalArgumentException(
                    "window: must divide a day and be at least a minute, is " + lengthSeconds + " s");
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

    double hours() {
        return lengthSeconds / 3600.0;
    }
}
