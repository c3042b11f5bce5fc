package io.tieline.journal.block;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the samples of one device in steps of time: minimum, maximum, mean, last and number per point. Takes samples
 * in record order, or steps that were summed up finer before. Not thread-safe; reused.
 *
 * <p>A clock that was set back begins a new step; two steps may then have the same time.
 */
public final class StepSums {

    private final long stepMillis;
    private final SampleColumns steps = new SampleColumns(256);
    private final double[] aspects = new double[Aspect.COUNT];
    private long current = Long.MIN_VALUE;
    private double[] min = new double[0];
    private double[] max = new double[0];
    private double[] sum = new double[0];
    private double[] last = new double[0];
    private long[] counts = new long[0];
    private byte[] qualities = new byte[0];
    private boolean[] seen = new boolean[0];

    @Nullable
    private String[] texts = new String[0];

    /**
     * @param stepMillis the length of a step; steps begin at its multiples
     */
    public StepSums(long stepMillis) {
        this.stepMillis = stepMillis;
    }

    /** The steps of some samples; valid until the next call. Their points are {@link Aspect#column columns}. */
    public SampleColumns of(SampleColumns samples, int points) {
        begin(points);
        for (int i = 0; i < samples.size(); i++) {
            enter(samples.utcMillis(i));
            int point = samples.point(i);
            take(point, samples.quality(i), samples.value(i), samples.text(i));
            if (!Double.isNaN(samples.value(i))) {
                merge(point, samples.value(i), samples.value(i), samples.value(i), 1);
            }
        }
        finish();
        return steps;
    }

    /** The same, of steps that were summed up before. */
    public SampleColumns ofSteps(SampleColumns finer, int points) {
        begin(points);
        int i = 0;
        while (i < finer.size()) {
            enter(finer.utcMillis(i));
            int point = finer.point(i) / Aspect.COUNT;
            take(point, finer.quality(i), finer.value(i), finer.text(i));
            Arrays.fill(aspects, Double.NaN);
            long time = finer.utcMillis(i);
            int before = -1;
            for (;
                    i < finer.size()
                            && finer.point(i) / Aspect.COUNT == point
                            && finer.point(i) > before
                            && finer.utcMillis(i) == time;
                    i++) {
                before = finer.point(i);
                aspects[before % Aspect.COUNT] = finer.value(i);
            }
            double count = aspects[Aspect.SAMPLES.ordinal()];
            if (count > 0) {
                merge(
                        point,
                        aspects[Aspect.MIN.ordinal()],
                        aspects[Aspect.MAX.ordinal()],
                        aspects[Aspect.MEAN.ordinal()],
                        (long) count);
            }
        }
        finish();
        return steps;
    }

    private void begin(int points) {
        steps.clear();
        current = Long.MIN_VALUE;
        if (seen.length < points) {
            min = new double[points];
            max = new double[points];
            sum = new double[points];
            last = new double[points];
            counts = new long[points];
            qualities = new byte[points];
            texts = new String[points];
            seen = new boolean[points];
        }
        Arrays.fill(seen, false);
        Arrays.fill(counts, 0);
    }

    private void enter(long utcMillis) {
        long step = Math.floorDiv(utcMillis, stepMillis) * stepMillis;
        if (step != current) {
            finish();
            current = step;
        }
    }

    private void take(int point, byte quality, double value, @Nullable String text) {
        seen[point] = true;
        qualities[point] = quality;
        last[point] = value;
        texts[point] = text;
    }

    private void merge(int point, double least, double most, double mean, long count) {
        boolean fresh = counts[point] == 0;
        min[point] = fresh ? least : Math.min(min[point], least);
        max[point] = fresh ? most : Math.max(max[point], most);
        sum[point] = (fresh ? 0 : sum[point]) + mean * count;
        counts[point] += count;
    }

    private void finish() {
        for (int point = 0; point < seen.length; point++) {
            if (seen[point]) {
                steps.add(Aspect.LAST.column(point), current, last[point], qualities[point], texts[point]);
                if (counts[point] > 0) {
                    add(point, Aspect.MIN, min[point]);
                    add(point, Aspect.MAX, max[point]);
                    add(point, Aspect.MEAN, mean(point));
                    add(point, Aspect.SAMPLES, counts[point]);
                }
                seen[point] = false;
                counts[point] = 0;
            }
        }
    }

    /** To two digits more than the values have, so that it packs as well as they do. */
    private double mean(int point) {
        if (min[point] == max[point]) {
            return min[point];
        }
        double mean = sum[point] / counts[point];
        return ValueColumn.rounded(mean, ValueColumn.decimals(min[point], max[point]) + 2);
    }

    private void add(int point, Aspect aspect, double value) {
        steps.add(aspect.column(point), current, value, (byte) 0, null);
    }
}
