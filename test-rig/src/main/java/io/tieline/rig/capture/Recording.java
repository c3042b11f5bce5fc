package io.tieline.rig.capture;

import io.tieline.control.study.LoadSeries;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One recorded load of a folder.
 *
 * @param site the file's name without year and ending: recordings of the same site in consecutive years belong together
 * @param year from a name like {@code y2017-site.csv}; without one, the year in which the middle of the recording lies
 */
record Recording(String name, String site, int year, LoadSeries load) {

    private static final Pattern YEARLY = Pattern.compile("y(\\d{4})-(.+)");

    static Recording of(String name, LoadSeries load) {
        Matcher yearly = YEARLY.matcher(name);
        return yearly.matches()
                ? new Recording(name, yearly.group(2), Integer.parseInt(yearly.group(1)), load)
                : new Recording(name, name, middleYear(load), load);
    }

    /** Whether the other is the same site a year later. */
    boolean isBefore(Recording other) {
        return site.equals(other.site) && year + 1 == other.year;
    }

    private static int middleYear(LoadSeries load) {
        long middle = load.firstMinute() + (long) load.watts().length * load.stepMinutes() / 2;
        return Instant.ofEpochSecond(middle * 60).atZone(ZoneOffset.UTC).getYear();
    }
}
