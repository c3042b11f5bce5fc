package io.tieline.southbound;

import java.util.Arrays;

/**
 * How old the values of each poll group are. A value older than three polls of its group is uncertain, one older than ten
 * is lost; the poll that could still make up for it is waited for.
 */
final class Freshness {

    private static final int STALE_POLLS = 3;
    private static final int LOST_POLLS = 10;

    /** How much the values of a group may be trusted. */
    enum Age {
        FRESH,
        STALE,
        LOST
    }

    private static final Age[] AGES = Age.values();

    private final long[] intervals;
    private final long shortest;
    private final long retryNanos;
    private final long[] readAt;
    private final boolean[] failed;
    private final byte[] age;

    /**
     * @param intervals of the groups
     * @param retryNanos after which a group that failed is tried again, if its interval is longer
     */
    Freshness(long[] intervals, long retryNanos, long now) {
        this.intervals = intervals;
        this.retryNanos = retryNanos;
        shortest = Arrays.stream(intervals).min().orElse(retryNanos);
        readAt = new long[intervals.length];
        failed = new boolean[intervals.length];
        age = new byte[intervals.length];
        Arrays.fill(readAt, now);
    }

    boolean fits(long[] otherIntervals) {
        return Arrays.equals(otherIntervals, intervals);
    }

    int groups() {
        return intervals.length;
    }

    /** The interval of the group that is read most often. */
    long shortestNanos() {
        return shortest;
    }

    void read(int group, long since) {
        readAt[group] = since;
        failed[group] = false;
        age[group] = 0;
    }

    void failed(int group) {
        failed[group] = true;
    }

    boolean anyFailed() {
        for (boolean groupFailed : failed) {
            if (groupFailed) {
                return true;
            }
        }
        return false;
    }

    /** True if the values of the group just became older than before by a whole step. */
    boolean aged(int group, long now) {
        byte present =
                (byte) of(now - readAt[group], intervals[group], retryNanos).ordinal();
        if (present <= age[group]) {
            return false;
        }
        age[group] = present;
        return true;
    }

    Age age(int group) {
        return AGES[age[group]];
    }

    long readAt(int group) {
        return readAt[group];
    }

    /** When the next group grows older by a step, if none is read; {@link Agenda#NEVER}: all are lost. */
    long nextNanos() {
        long next = Agenda.NEVER;
        for (int group = 0; group < intervals.length; group++) {
            next = Math.min(next, next(readAt[group], AGES[age[group]], intervals[group], retryNanos));
        }
        return next;
    }

    /** The age of something that should come once per interval and came last so long ago. */
    static Age of(long elapsed, long interval, long retry) {
        long grace = Math.min(interval, retry);
        return elapsed >= LOST_POLLS * interval + grace
                ? Age.LOST
                : elapsed >= STALE_POLLS * interval + grace ? Age.STALE : Age.FRESH;
    }

    /** When something of that age will be older by a step. */
    static long next(long cameAt, Age present, long interval, long retry) {
        long grace = Math.min(interval, retry);
        return switch (present) {
            case FRESH -> cameAt + STALE_POLLS * interval + grace;
            case STALE -> cameAt + LOST_POLLS * interval + grace;
            case LOST -> Agenda.NEVER;
        };
    }
}
