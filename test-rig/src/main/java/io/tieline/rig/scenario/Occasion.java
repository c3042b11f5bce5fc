package io.tieline.rig.scenario;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a condition must hold.
 *
 * @param kind throughout, at some moment, or at no moment of the span
 * @param fromNanos first moment of the span
 * @param toNanos last moment of the span
 */
record Occasion(Kind kind, long fromNanos, long toNanos) {

    /** How much of the span counts. */
    enum Kind {
        THROUGHOUT,
        SOMETIME,
        NEVER
    }

    static final String WORDS = "always, never, at T, from T, from T to T, sometime from T to T, within 1 s of T,"
            + " never from T to T; T is for instance 05:00";

    private static final Pattern AT = Pattern.compile("at (" + Moment.PATTERN + ")");
    private static final Pattern SPAN =
            Pattern.compile("(never |sometime )?from (" + Moment.PATTERN + ")(?: to (" + Moment.PATTERN + "))?");
    private static final Pattern WITHIN = Pattern.compile("within " + Amount.PATTERN + " of (" + Moment.PATTERN + ")");

    /** Empty if it is not one of the {@link #WORDS}. */
    static Optional<Occasion> parse(String text) {
        if (text.equals("always") || text.equals("never")) {
            return Optional.of(new Occasion(text.equals("never") ? Kind.NEVER : Kind.THROUGHOUT, 0, Long.MAX_VALUE));
        }
        Matcher at = AT.matcher(text);
        if (at.matches()) {
            long moment = nanos(at.group(1));
            return Optional.of(new Occasion(Kind.THROUGHOUT, moment, moment));
        }
        Matcher within = WITHIN.matcher(text);
        if (within.matches()) {
            long moment = nanos(within.group(3));
            double seconds = Amount.parse(within.group(1) + within.group(2)).orElse(0);
            return Optional.of(new Occasion(Kind.SOMETIME, moment, moment + Math.round(seconds * 1e9)));
        }
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return Optional.empty();
        }
        Kind kind = span.group(1) == null
                ? Kind.THROUGHOUT
                : span.group(1).startsWith("never") ? Kind.NEVER : Kind.SOMETIME;
        long to = span.group(3) == null ? Long.MAX_VALUE : nanos(span.group(3));
        return Optional.of(new Occasion(kind, nanos(span.group(2)), to));
    }

    private static long nanos(String moment) {
        return Moment.parse(moment).orElseThrow();
    }

    /**
     * The same where the gateway sees and answers later than in computed time.
     *
     * @param slackNanos how much later
     */
    Occasion loosened(long slackNanos) {
        if (kind == Kind.SOMETIME || fromNanos == toNanos) {
            return new Occasion(
                    Kind.SOMETIME, fromNanos == toNanos ? fromNanos - slackNanos : fromNanos, toNanos + slackNanos);
        }
        return new Occasion(kind, fromNanos + slackNanos, toNanos);
    }
}
