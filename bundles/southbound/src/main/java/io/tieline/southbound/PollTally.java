package io.tieline.southbound;

/** Counts the polls of one device and tells the watch. */
@SuppressWarnings("NonAtomicVolatileUpdate") // only the engine's thread writes
final class PollTally {

    private final int device;
    private final PollWatch watch;
    private volatile long started;
    private volatile long missed;

    PollTally(int device, PollWatch watch) {
        this.device = device;
        this.watch = watch;
    }

    void started(int group, long dueNanos, long startedNanos) {
        started++;
        watch.started(device, group, dueNanos, startedNanos);
    }

    void missed(int group, long polls, PollWatch.Cause cause) {
        missed += polls;
        watch.missed(device, group, polls, cause);
    }

    PollFigures figures() {
        return new PollFigures(started, missed);
    }
}
