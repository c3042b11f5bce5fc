package io.tieline.journal;

import io.tieline.journal.Stretches.Stretch;

/**
 * What a reader has acknowledged: everything before a position, and stretches further on; and what it was given and has
 * not acknowledged yet. Thread-safe.
 */
final class Acknowledged {

    private final Stretches ahead;
    private final Stretches given = new Stretches();
    private long position;
    private boolean changed;

    Acknowledged(long position, String ahead) {
        this.position = position;
        this.ahead = Stretches.parse(ahead);
    }

    synchronized long position() {
        return position;
    }

    synchronized void add(long from, long to) {
        long start = Math.max(from, position);
        if (to <= start) {
            return;
        }
        given.remove(from, to);
        ahead.add(start, to);
        long end = ahead.endOf(position);
        if (end > position) {
            ahead.remove(0, end);
            position = end;
        }
        changed = true;
    }

    /** Notes that these positions were handed to the reader. */
    synchronized void give(long from, long to) {
        given.add(Math.max(from, position), to);
    }

    /** The first stretch at or after a position that was not acknowledged; empty (from = to = before) if there is none. */
    synchronized Stretch open(long from, long before) {
        long start = ahead.endOf(Math.max(from, position));
        long end = ahead.nextAfter(start, before);
        return start >= end ? new Stretch(before, before) : new Stretch(start, end);
    }

    /** How many positions before the head were not acknowledged. */
    synchronized long open(long head) {
        return head <= position ? 0 : head - position - ahead.count(position, head);
    }

    /**
     * Whether records may change their order within these positions: not while the reader has seen some of them and will
     * acknowledge them by their positions, or has acknowledged a part.
     */
    synchronized boolean isIndifferentTo(long from, long to) {
        if (to <= position) {
            return true;
        }
        long known = Math.max(0, position - from) + ahead.count(Math.max(from, position), to);
        return (known == 0 || known == to - from) && given.count(from, to) == 0;
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
        return ahead.toString();
    }
}
