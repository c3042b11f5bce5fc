package io.tieline.rig.capture;

import io.tieline.control.study.LoadSeries;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One recorded load of a folder.
 *
 * @param site the file's name without year and ending: recordings of the same site in consecutive years belong together
 * @param year from a name like {@code y2017-site.csv}
 */
record Recording(String name, String site, Optional<Integer> year, LoadSeries load) {

    private static final Pattern YEARLY = Pattern.compile("y(\\d{4})-(.+)");

    static Recording of(String name, LoadSeries load) {
        Matcher yearly = YEARLY.matcher(name);
        return yearly.matches()
                ? new Recording(name, yearly.group(2), Optional.of(Integer.valueOf(yearly.group(1))), load)
                : new Recording(name, name, Optional.empty(), load);
    }

    /** Whether the other is the same site a year later. */
    boolean isBefore(Recording other) {
        return site.equals(other.site)
                && year.isPresent()
                && other.year.isPresent()
                && year.get() + 1 == other.year.get();
    }
}
