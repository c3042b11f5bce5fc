package io.tieline.control.situation;

import io.tieline.model.SiteClock;

/**
 * Notices that the wall clock was set: it then parts from the monotonic one.
 *
 * @param last the moment looked at before
 * @param steppedMillis by how much it was set forward, as long as values from before are still about; else 0
 * @param sinceNanos when it was set
 */
record ClockStep(SiteClock.Moment last, long steppedMillis, long sinceNanos) {

    static final ClockStep NONE = new ClockStep(new SiteClock.Moment(0, 0), 0, 0);

    /** Clocks that part by more than this between two looks: one was set. */
    private static final long PARTED_MILLIS = 1000;
    /** After this long whatever still answers has been read anew. */
    private static final long REMEMBERED_NANOS = 60_000_000_000L;

    ClockStep at(SiteClock.Moment now) {
        if (last.utcMillis() == 0) {
            return new ClockStep(now, 0, now.monotonicNanos());
        }
        long parted = now.utcMillis() - last.utcMillis() - (now.monotonicNanos() - last.monotonicNanos()) / 1_000_000;
        if (Math.abs(parted) > PARTED_MILLIS) {
            return new ClockStep(now, parted, now.monotonicNanos());
        }
        boolean over = now.monotonicNanos() - sinceNanos > REMEMBERED_NANOS;
        return new ClockStep(now, over ? 0 : steppedMillis, sinceNanos);
    }
}
