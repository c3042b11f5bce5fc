package io.tieline.southbound;

import java.util.Arrays;
import java.util.List;

/**
 * Which group of one device is to be read when: each at the points of its own grid, and out of turn when somebody wants
 * to know. Times are those of the engine's clock. One thread.
 */
final class PollPlan {

    private final List<PollGroup> groups;
    private final Cadence[] cadences;
    private final PollTally tally;
    /** The point of the grid a group waits to be read for, {@link Agenda#NEVER}: none. */
    private final long[] dueAt;
    /** From when on a group is to be read out of turn, {@link Agenda#NEVER}: not at all. */
    private final long[] wantedAt;

    PollPlan(List<PollGroup> groups, Cadence[] cadences, PollTally tally) {
        this.groups = groups;
        this.cadences = cadences;
        this.tally = tally;
        dueAt = new long[cadences.length];
        wantedAt = new long[cadences.length];
        Arrays.fill(dueAt, Agenda.NEVER);
        Arrays.fill(wantedAt, Agenda.NEVER);
    }

    int size() {
        return cadences.length;
    }

    PollGroup group(int index) {
        return groups.get(index);
    }

    long[] intervals() {
        return Arrays.stream(cadences).mapToLong(Cadence::intervalNanos).toArray();
    }

    /** The device was just connected: everything is read at once, then goes on at the points of the grid. */
    void begin(long now) {
        Arrays.fill(wantedAt, now);
        for (Cadence cadence : cadences) {
            cadence.resume(now + cadence.intervalNanos() / 2);
        }
    }

    /** @param busy a read is under way */
    void advance(long now, boolean busy) {
        for (int group = 0; group < cadences.length; group++) {
            Cadence cadence = cadences[group];
            long fallen = cadence.advance(now);
            if (fallen > 0) {
                long missed = dueAt[group] == Agenda.NEVER ? fallen - 1 : fallen;
                dueAt[group] = cadence.lastNanos();
                if (missed > 0) {
                    tally.missed(group, missed, busy ? PollWatch.Cause.DEVICE_BUSY : PollWatch.Cause.ENGINE_LATE);
                }
            }
        }
    }

    /** The group that has waited longest, so that a slow device starves none; -1: nothing is to be read now. */
    int next(long now) {
        int longest = -1;
        long since = Agenda.NEVER;
        for (int group = 0; group < cadences.length; group++) {
            long at = Math.min(dueAt[group], wantedAt[group]);
            if (at <= now && at < since) {
                longest = group;
                since = at;
            }
        }
        return longest;
    }

    /**
     * A group is read now, whatever it was wanted for.
     *
     * @return since when its values will count: the point of the grid, else now
     */
    long read(int group, long now) {
        long due = dueAt[group];
        dueAt[group] = Agenda.NEVER;
        wantedAt[group] = Agenda.NEVER;
        if (due == Agenda.NEVER) {
            return now;
        }
        tally.started(group, due, now);
        return due;
    }

    /** Has a group read out of turn, at the earliest then. */
    void want(int group, long from) {
        wantedAt[group] = Math.min(wantedAt[group], from);
    }

    /** As often as any group of the device; immutable, from any thread. */
    boolean isReadAtEveryPoll(int group) {
        return cadences[group].intervalNanos() <= cadences[0].intervalNanos();
    }

    boolean isWanted(int group) {
        return wantedAt[group] != Agenda.NEVER;
    }

    /** The session has ended: what still waits will not be read. */
    void end() {
        for (int group = 0; group < cadences.length; group++) {
            if (dueAt[group] != Agenda.NEVER) {
                dueAt[group] = Agenda.NEVER;
                tally.missed(group, 1, PollWatch.Cause.DEVICE_BUSY);
            }
        }
    }

    /** When there is something to do next if nothing is to be read now. */
    long nextNanos() {
        long next = Agenda.NEVER;
        for (int group = 0; group < cadences.length; group++) {
            next = Math.min(next, Math.min(wantedAt[group], cadences[group].nextNanos()));
        }
        return next;
    }

    /** The same while a read is under way: what is wanted out of turn waits for its end. */
    long nextDueNanos() {
        long next = Agenda.NEVER;
        for (Cadence cadence : cadences) {
            next = Math.min(next, cadence.nextNanos());
        }
        return next;
    }
}
