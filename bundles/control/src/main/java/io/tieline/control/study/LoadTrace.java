package io.tieline.control.study;

/**
 * A load minute by minute.
 *
 * @param firstMinute since 1970 UTC
 * @param watts the mean of each minute, + = import
 */
public record LoadTrace(String name, long firstMinute, double[] watts) {

    public LoadTrace {
        for (int i = 0; i < watts.length; i++) {
            if (!Double.isFinite(watts[i])) {
                throw new IllegalArgumentException("watts[" + i + "]: must be a number, is " + watts[i]);
            }
        }
    }

    /** This trace followed by another that starts when it ends, or later: the time between is not part of it. */
    public boolean isFollowedBy(LoadTrace next) {
        return next.firstMinute >= firstMinute + watts.length;
    }

    /** Means of whole windows from the first one that starts within the trace. */
    public WindowMeans windows(int windowMinutes) {
        int skip = (int) Math.floorMod(-firstMinute, (long) windowMinutes);
        double[] means = new double[Math.max(0, (watts.length - skip) / windowMinutes)];
        for (int w = 0; w < means.length; w++) {
            double sum = 0;
            for (int m = 0; m < windowMinutes; m++) {
                sum += watts[skip + w * windowMinutes + m];
            }
            means[w] = sum / windowMinutes;
        }
        return new WindowMeans(firstMinute + skip, windowMinutes, means);
    }
}
