package io.tieline.chemistry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * C-rate over cell temperature and state of charge. Below the lowest and above the highest temperature given, nothing is
 * allowed.
 *
 * @param celsius ascending
 * @param overSoc one curve per temperature
 */
public record RateMap(List<Double> celsius, List<Curve> overSoc) {

    public RateMap {
        celsius = List.copyOf(celsius);
        overSoc = List.copyOf(overSoc);
        if (celsius.isEmpty() || celsius.size() != overSoc.size()) {
            throw new IllegalArgumentException("celsius, overSoc: must be of the same length, at least one");
        }
    }

    static RateMap of(Map<Double, Curve> rows) {
        Map<Double, Curve> sorted = new TreeMap<>(rows);
        return new RateMap(new ArrayList<>(sorted.keySet()), new ArrayList<>(sorted.values()));
    }

    /** 1/h; 0 outside the temperatures. */
    public double at(double temperature, double socPercent) {
        int last = celsius.size() - 1;
        if (!(temperature >= celsius.get(0) && temperature <= celsius.get(last))) {
            return 0;
        }
        int above = 0;
        while (celsius.get(above) < temperature) {
            above++;
        }
        double high = overSoc.get(above).at(socPercent);
        if (above == 0 || overSoc.get(above - 1) == overSoc.get(above)) {
            return high;
        }
        double low = overSoc.get(above - 1).at(socPercent);
        double from = celsius.get(above - 1);
        return low + (high - low) * ((temperature - from) / (celsius.get(above) - from));
    }

    /** The highest temperature at which anything is allowed. */
    public double hottest() {
        return celsius.get(celsius.size() - 1);
    }
}
