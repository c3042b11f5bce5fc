package io.tieline.rig.virtual;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Something that is to be done at a moment of computed time. */
final class LaneTask<V> extends FutureTask<V> implements ScheduledFuture<V> {

    private final Lane lane;
    private final long order;
    private final long periodNanos;
    private long due;

    /** @param periodNanos 0: once */
    LaneTask(Lane lane, Callable<V> work, long due, long order, long periodNanos) {
        super(work);
        this.lane = lane;
        this.due = due;
        this.order = order;
        this.periodNanos = periodNanos;
    }

    long due() {
        return due;
    }

    long order() {
        return order;
    }

    void runUnlessDead() {
        if (lane.isShutdown() || isCancelled()) {
            return;
        }
        if (periodNanos == 0) {
            run();
        } else if (runAndReset()) {
            due += periodNanos;
            lane.time().add(this);
        }
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - lane.time().monotonicNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
