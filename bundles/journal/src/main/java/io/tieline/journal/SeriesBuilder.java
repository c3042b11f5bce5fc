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

    void add(SampleColumns samples, int point) {
        for (int i = 0; i < samples.size(); i++) {
            long time = samples.utcMillis(i);
            double value = samples.value(i);
            if (samples.point(i) == point && time >= from && time < to && !Double.isNaN(value)) {
                add((int) Math.min(counts.length - 1, (time - from) / stepMillis), value);
            }
        }
    }

    private void add(int step, double value) {
        min[step] = counts[step] == 0 ? value : Math.min(min[step], value);
        max[step] = counts[step] == 0 ? value : Math.max(max[step], value);
        sum[step] += value;
        last[step] = value;
        counts[step]++;
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
