package io.tieline.journal;

import java.util.List;

/**
 * Several points at the same moments: what each was at the end of every step, which is the last value recorded before.
 *
 * @param points {@code device/point}, as asked for
 * @param utcMillis the end of every step, ascending
 * @param values per point, as long as the moments; NaN where nothing usable was recorded in the step nor, within the
 *     record asked for, before it
 */
public record Aligned(List<String> points, List<Long> utcMillis, List<List<Double>> values) {

    public Aligned {
        points = List.copyOf(points);
        utcMillis = List.copyOf(utcMillis);
        values = values.stream().map(List::copyOf).toList();
    }
}
