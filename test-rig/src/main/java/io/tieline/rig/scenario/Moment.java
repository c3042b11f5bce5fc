package io.tieline.rig.scenario;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments of a scenario as they are written: {@code 05:00}, {@code 05:00.5}, {@code 71:30:00}, from its beginning. */
final class Moment {

    /** To be used inside larger patterns; no groups. */
    static final String PATTERN = "(?:\\d+:)?\\d\\d:\\d\\d(?:\\.\\d+)?";

    private static final Pattern WHOLE = Pattern.compile("(?:(\\d+):)?(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

    private Moment() {}

    /** Nanoseconds since the beginning. */
    static OptionalLong parse(String text) {
        Matcher matcher = WHOLE.matcher(text.trim());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long hours = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
        double seconds =
                hours * 3600.0 + Long.parseLong(matcher.group(2)) * 60.0 + Double.parseDouble(matcher.group(3));
        return OptionalLong.of(Math.round(seconds * 1e9));
    }

    static String show(long nanos) {
        long tenths = Math.round(nanos / 1e8);
        long seconds = tenths / 10;
        String clock = two(seconds / 60 % 60) + ":" + two(seconds % 60) + (tenths % 10 == 0 ? "" : "." + tenths % 10);
        return seconds >= 3600 ? seconds / 3600 + ":" + clock : clock;
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
