package io.tieline.southbound;

import java.util.Arrays;
import java.util.List;

/** When each poll group of a device was last read, what is due, and how old its values have become. */
final class Freshness {

    /** Ages in polls of the group. */
    private static final int STALE_POLLS = 3;

    private static final int LOST_POLLS = 10;

    /** How much the values of a group may be trusted. */
    enum Age {
        FRESH,
        STALE,
        LOST
    }

    private static final Age[] AGES = Age.values();

    private final int[] every;
    private final long[] dueAt;
    private final long[] readAt;
    private final boolean[] failed;
    private final byte[] age;

    Freshness(List<PollGroup> groups, long poll) {
        every = groups.stream().mapToInt(group -> Math.max(1, group.every())).toArray();
        dueAt = new long[every.length];
        readAt = new long[every.length];
        failed = new boolean[every.length];
        age = new byte[every.length];
        Arrays.fill(readAt, poll);
    }

    /** Everything is to be read at once: the device was just connected. */
    void allDue(long poll) {
        Arrays.fill(dueAt, poll);
    }

    boolean fits(List<PollGroup> groups) {
        return groups.size() == every.length;
    }

    int groups() {
        return every.length;
    }

    /** The group that has been due longest, so that a slow device starves none; -1: none is due. */
    int due(long poll) {
        int longest = -1;
        for (int group = 0; group < every.length; group++) {
            if (dueAt[group] <= poll && (longest < 0 || dueAt[group] < dueAt[longest])) {
                longest = group;
            }
        }
        return longest;
    }

    void read(int group, long startedAt) {
        readAt[group] = startedAt;
        dueAt[group] = startedAt + every[group];
        failed[group] = false;
        age[group] = 0;
    }

    /** A group that failed is tried again at the next poll, however slow it is. */
    void failed(int group, long poll) {
        failed[group] = true;
        dueAt[group] = poll + 1;
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
    boolean aged(int group, long poll) {
        byte now = (byte) of(poll - readAt[group], every[group]).ordinal();
        if (now <= age[group]) {
            return false;
        }
        age[group] = now;
        return true;
    }

    Age age(int group) {
        return AGES[age[group]];
    }

    /** The age of something that should come at every n-th poll and came last so many polls ago. */
    static Age of(long polls, int every) {
        return polls > (long) LOST_POLLS * every
                ? Age.LOST
                : polls > (long) STALE_POLLS * every ? Age.STALE : Age.FRESH;
    }
}
