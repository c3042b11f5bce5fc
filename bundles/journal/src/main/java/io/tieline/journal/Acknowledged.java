package io.tieline.journal;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a reader has acknowledged: everything before a position, and stretches further on. Thread-safe. */
final class Acknowledged {

    /** Positions [from, to). */
    record Stretch(long from, long to) {}

    private final TreeMap<Long, Long> ahead = new TreeMap<>();
    private long position;
    private boolean changed;

    Acknowledged(long position, String ahead) {
        this.position = position;
        for (String stretch : ahead.split(" ")) {
            int dash = stretch.indexOf('-');
            if (dash > 0) {
                add(Long.parseLong(stretch.substring(0, dash)), Long.parseLong(stretch.substring(dash + 1)));
            }
        }
        changed = false;
    }

    synchronized long position() {
        return position;
    }

    synchronized void add(long from, long to) {
        if (to <= Math.max(from, position)) {
            return;
        }
        long start = Math.max(from, position);
        long end = to;
        Map.Entry<Long, Long> before = ahead.floorEntry(start);
        if (before != null && before.getValue() >= start) {
            start = before.getKey();
            end = Math.max(end, before.getValue());
        }
        for (Map.Entry<Long, Long> next = ahead.ceilingEntry(start);
                next != null && next.getKey() <= end;
                next = ahead.ceilingEntry(start)) {
            end = Math.max(end, next.getValue());
            ahead.remove(next.getKey());
        }
        if (start <= position) {
            position = end;
        } else {
            ahead.put(start, end);
        }
        changed = true;
    }

    /** The first stretch at or after a position that was not acknowledged; empty (from = to = before) if there is none. */
    synchronized Stretch open(long from, long before) {
        long start = Math.max(from, position);
        Map.Entry<Long, Long> covering = ahead.floorEntry(start);
        if (covering != null && covering.getValue() > start) {
            start = covering.getValue();
        }
        Map.Entry<Long, Long> next = ahead.higherEntry(start);
        long end = Math.min(before, next == null ? before : next.getKey());
        return start >= end ? new Stretch(before, before) : new Stretch(start, end);
    }

    /** How many positions before the head were not acknowledged. */
    synchronized long open(long head) {
        long open = Math.max(0, head - position);
        for (Map.Entry<Long, Long> stretch : ahead.entrySet()) {
            open -= stretch.getValue() - stretch.getKey();
        }
        return Math.max(0, open);
    }

    /** Whether it was changed since this was asked last. */
    synchronized boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** Takes over what was acknowledged in an earlier life. */
    synchronized void addAll(Acknowledged other) {
        add(0, other.position);
        other.ahead.forEach(this::add);
    }

    synchronized void markChanged() {
        changed = true;
    }

    /** The stretches further on, as they stand in the database. */
    synchronized String ahead() {
        return ahead.entrySet().stream()
                .map(stretch -> stretch.getKey() + "-" + stretch.getValue())
                .collect(Collectors.joining(" "));
    }
}
