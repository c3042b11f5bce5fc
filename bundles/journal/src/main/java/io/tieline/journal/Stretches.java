package io.tieline.journal;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A set of positions, as stretches [from, to) that do not touch each other. Not thread-safe. */
final class Stretches {

    /** Positions [from, to). */
    record Stretch(long from, long to) {}

    private final TreeMap<Long, Long> ends = new TreeMap<>();

    void add(long from, long to) {
        if (to <= from) {
            return;
        }
        long start = from;
        long end = to;
        Map.Entry<Long, Long> before = ends.floorEntry(start);
        if (before != null && before.getValue() >= start) {
            start = before.getKey();
            end = Math.max(end, before.getValue());
        }
        for (Map.Entry<Long, Long> next = ends.ceilingEntry(start);
                next != null && next.getKey() <= end;
                next = ends.ceilingEntry(start)) {
            end = Math.max(end, next.getValue());
            ends.remove(next.getKey());
        }
        ends.put(start, end);
    }

    void remove(long from, long to) {
        Map.Entry<Long, Long> before = ends.lowerEntry(from);
        if (before != null && before.getValue() > from) {
            ends.put(before.getKey(), from);
            add(to, before.getValue());
        }
        for (Map.Entry<Long, Long> next = ends.ceilingEntry(from);
                next != null && next.getKey() < to;
                next = ends.ceilingEntry(from)) {
            ends.remove(next.getKey());
            add(to, next.getValue());
        }
    }

    /** The end of the stretch that begins exactly there or covers it; the position itself if none does. */
    long endOf(long position) {
        Map.Entry<Long, Long> covering = ends.floorEntry(position);
        return covering != null && covering.getValue() > position ? covering.getValue() : position;
    }

    /** Where the next stretch after a position begins, or the given bound if none does before it. */
    long nextAfter(long position, long bound) {
        Long next = ends.higherKey(position);
        return next == null ? bound : Math.min(bound, next);
    }

    /** How many positions of [from, to) are in the set. */
    long count(long from, long to) {
        long count = Math.min(to, endOf(from)) - from;
        for (Map.Entry<Long, Long> next : ends.subMap(from, false, to, false).entrySet()) {
            count += Math.min(to, next.getValue()) - next.getKey();
        }
        return Math.max(0, count);
    }

    /** As it stands in the database: {@code from-to from-to}. */
    static Stretches parse(String text) {
        Stretches stretches = new Stretches();
        for (String stretch : text.split(" ")) {
            int dash = stretch.indexOf('-');
            if (dash > 0) {
                stretches.add(Long.parseLong(stretch.substring(0, dash)), Long.parseLong(stretch.substring(dash + 1)));
            }
        }
        return stretches;
    }

    void forEach(BiConsumer<Long, Long> each) {
        ends.forEach(each);
    }

    @Override
    public String toString() {
        return ends.entrySet().stream()
                .map(stretch -> stretch.getKey() + "-" + stretch.getValue())
                .collect(Collectors.joining(" "));
    }
}
