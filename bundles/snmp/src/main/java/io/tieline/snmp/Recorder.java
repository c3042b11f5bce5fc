package io.tieline.snmp;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.Arrays;

/** Passes values on and keeps the last good number of each point, for totals. */
final class Recorder implements SampleTarget {

    private final double[] last;
    private SampleTarget target;

    Recorder(int points, SampleTarget first) {
        last = new double[points];
        Arrays.fill(last, Double.NaN);
        target = first;
    }

    void into(SampleTarget next) {
        target = next;
    }

    /** The last good number of a point; NaN: none. */
    double last(int index) {
        return last[index];
    }

    /** Puts a total; bad if none of its parts has a value. */
    void put(Layout.Sum sum) {
        double total = 0;
        double most = Double.NEGATIVE_INFINITY;
        int parts = 0;
        for (int index : sum.of()) {
            if (!Double.isNaN(last[index])) {
                total += last[index];
                most = Math.max(most, last[index]);
                parts++;
            }
        }
        if (parts < sum.of().length) {
            // A sum without one of its phases is not the sum.
            target.putBad(sum.index(), Quality.BAD_NOT_SUPPORTED);
            return;
        }
        switch (sum.operation()) {
            case SUM -> target.put(sum.index(), total);
            case MAX -> target.put(sum.index(), most);
            case MEAN -> target.put(sum.index(), total / parts);
        }
    }

    @Override
    public void begin(long utcMillis) {
        target.begin(utcMillis);
    }

    @Override
    public void put(int point, double value) {
        last[point] = Double.isFinite(value) ? value : Double.NaN;
        target.put(point, value);
    }

    @Override
    public void put(int point, double value, Quality quality) {
        last[point] = quality.isUsable() ? value : Double.NaN;
        target.put(point, value, quality);
    }

    @Override
    public void putText(int point, String text) {
        target.putText(point, text);
    }

    @Override
    public void putBad(int point, Quality why) {
        last[point] = Double.NaN;
        target.putBad(point, why);
    }

    @Override
    public void commit() {
        target.commit();
    }
}
