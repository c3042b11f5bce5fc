package io.tieline.control.words;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Numbers the way an operator reads them. */
public final class Words {

    private Words() {}

    public static String power(double watts) {
        return scaled(watts, "W");
    }

    public static String energy(double wattHours) {
        return scaled(wattHours, "Wh");
    }

    public static String percent(double percent) {
        return Math.round(percent) + " %";
    }

    public static String milliseconds(double seconds) {
        return Math.round(seconds * 1000) + " ms";
    }

    /** Hours and minutes on the site's clock. */
    public static String time(long utcMillis, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(utcMillis).atZone(zone);
        return two(local.getHour()) + ":" + two(local.getMinute());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /** Three digits are enough to read: 950 W, 12.5 kW, 812 kW. */
    private static String scaled(double value, String unit) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "unlimited";
        }
        if (size < 1000) {
            return Math.round(value) + " " + unit;
        }
        if (size < 100_000) {
            long tenths = Math.round(value / 100);
            return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10 + " k" + unit;
        }
        return Math.round(value / 1000) + " k" + unit;
    }
}
