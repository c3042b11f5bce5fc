package io.tieline.journal;

import java.util.ArrayList;
import java.util.List;

/** Sums up samples of one point in equal steps of time. */
final class SeriesBuilder {

    private final long from;
    private final long to;
    private final double stepMillis;
    private final double[] min;
    private final double[] max;
    private final double[] sum;
    private final double[] last;
    private final int[] counts;

    SeriesBuilder(long from, long to, int steps) {
        if (steps < 1 || to <= from) {
            throw new IllegalArgumentException("series: needs at least one step and an end after its start");
        }
        this.from = from;
        this.to = to;
        stepMillis = (double) (to - from) / steps;
        min = new double[steps];
        max = new double[steps];
        sum = new double[steps];
        last = new double[steps];
        counts = new int[steps];
    }

    /** One sample; one that is no number or out of the range says nothing. */
    void add(long utcMillis, double value) {
        add(utcMillis, value, value, value, value, 1);
    }

    /** Samples that were summed up before; they count for the step in which they begin. */
    void add(long utcMillis, double least, double most, double mean, double latest, int samples) {
        if (utcMillis < from || utcMillis >= to || Double.isNaN(mean)) {
            return;
        }
        int step = (int) Math.min(counts.length - 1, (utcMillis - from) / stepMillis);
        boolean fresh = counts[step] == 0;
        min[step] = fresh ? least : Math.min(min[step], least);
        max[step] = fresh ? most : Math.max(max[step], most);
        sum[step] += mean * samples;
        if (!Double.isNaN(latest)) {
            last[step] = latest;
        }
        counts[step] += samples;
    }

    List<Series.Step> steps() {
        List<Series.Step> steps = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                long start = from + (long) (i * stepMillis);
                steps.add(new Series.Step(start, min[i], max[i], sum[i] / counts[i], last[i], counts[i]));
            }
        }
        return steps;
    }
}
