package io.tieline.journal;

import java.util.List;

/**
 * One point over time for a chart.
 *
 * @param steps those steps in which a usable value was recorded, oldest first
 */
public record Series(String device, String point, long fromUtcMillis, long toUtcMillis, List<Step> steps) {

    /**
     * @param utcMillis start of the step
     * @param samples how many values are summed up in it
     */
    public record Step(long utcMillis, double min, double max, double mean, double last, int samples) {}

    public Series {
        steps = List.copyOf(steps);
    }
}
