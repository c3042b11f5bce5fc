package io.tieline.control.situation;

/**
 * One measured number.
 *
 * @param value NaN unless good or doubtful
 * @param ageSeconds how long ago it was true
 * @param why empty for a good one, else what is wrong with it
 */
public record Input(double value, @Age double ageSeconds, Confidence confidence, String why) {

    public static final Input MISSING =
            new Input(Double.NaN, Double.POSITIVE_INFINITY, Confidence.ABSENT, "not measured on this site");

    public static Input good(double value, double ageSeconds) {
        return new Input(value, ageSeconds, Confidence.GOOD, "");
    }

    public boolean isFresh(double maximumAgeSeconds) {
        return confidence == Confidence.GOOD && ageSeconds <= maximumAgeSeconds;
    }

    public boolean isPresent() {
        return confidence != Confidence.ABSENT;
    }

    /** How far an input may steer. */
    public enum Confidence {
        GOOD,
        /** There is a number, but it is old or substituted: it may be shown and reasoned about, never steer. */
        DOUBTFUL,
        /** It was there once and is gone. */
        LOST,
        /** It never was. */
        ABSENT
    }
}
