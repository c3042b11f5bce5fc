package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.unless;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/**
 * The demand window: windows follow each other without gaps from the full UTC hour on, shifted by the offset.
 *
 * @param length 1 minute to 1 day, a divisor of a day
 * @param offset how much later than the full hour the utility's meter starts its windows
 * @param zone decides when a month ends, and how times are written
 */
public record WindowSettings(Duration length, Duration offset, ZoneId zone) {

    private static final Set<Integer> METERED_MINUTES = Set.of(5, 10, 15, 30, 60);

    public static WindowSettings thirtyMinutes(ZoneId zone) {
        return new WindowSettings(Duration.ofMinutes(30), Duration.ZERO, zone);
    }

    /**
     * A window as somebody enters it.
     *
     * @throws IllegalArgumentException if no utility's meter counts so
     */
    public static WindowSettings metered(int minutes, int offsetSeconds, ZoneId zone) {
        unless(
                METERED_MINUTES.contains(minutes),
                "window.minutes: must be 5, 10, 15, 30 or 60, as the utility's meter counts, is " + minutes);
        return new WindowSettings(Duration.ofMinutes(minutes), Duration.ofSeconds(offsetSeconds), zone);
    }

    public WindowSettings {
        unless(
                length.toMillis() >= 60_000 && Duration.ofDays(1).toMillis() % length.toMillis() == 0,
                "window.length: must divide a day and be at least a minute, is " + length);
        unless(offset.abs().compareTo(length) < 0, "window.offset: must be shorter than the window, is " + offset);
    }

    public long lengthMillis() {
        return length.toMillis();
    }

    public double lengthSeconds() {
        return length.toMillis() / 1000.0;
    }

    /** Start of the window that holds an instant. */
    public long startOf(long utcMillis) {
        return utcMillis - Math.floorMod(utcMillis - offset.toMillis(), lengthMillis());
    }
}
