package io.tieline.snmp;

import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The good numbers of one read. */
final class Watched implements SampleTarget {
    final double[] good;
    private final Map<Integer, String> texts = new HashMap<>();

    Watched(PointSet points) {
        good = new double[points.size()];
        clear();
    }

    void clear() {
        Arrays.fill(good, Double.NaN);
        texts.clear();
    }

    @Override
    public void begin(long utcMillis) {}

    @Override
    public void put(int point, double value) {
        good[point] = value;
    }

    @Override
    public void put(int point, double value, Quality quality) {
        good[point] = quality.isUsable() ? value : Double.NaN;
    }

    @Override
    public void putText(int point, String text) {
        texts.put(point, text);
    }

    @Override
    public void putBad(int point, Quality why) {
        good[point] = Double.NaN;
    }

    @Override
    public void commit() {}
}
