package io.tieline.rig.virtual;

import io.tieline.model.SiteClock;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when it is told to, and the tasks that wait for it. Deterministic: one thread, ties in order. */
public final class VirtualTime implements SiteClock {

    private final PriorityQueue<LaneTask<?>> tasks = new PriorityQueue<>(
            Comparator.<LaneTask<?>>comparingLong(LaneTask::due).thenComparingLong(LaneTask::order));
    private final long startUtcMillis;
    private long nanos;
    private long order;
    private long steppedMillis;

    public VirtualTime(long startUtcMillis) {
        this.startUtcMillis = startUtcMillis;
    }

    /** Runs everything that is due until then. */
    public void passUntil(long untilNanos) {
        while (!tasks.isEmpty() && tasks.peek().due() <= untilNanos) {
            LaneTask<?> task = tasks.remove();
            nanos = Math.max(nanos, task.due());
            task.runUnlessDead();
        }
        nanos = Math.max(nanos, untilNanos);
    }

    /** The wall clock is set forward or back; durations know nothing of it. */
    public void stepClock(long millis) {
        steppedMillis += millis;
    }

    /** UTC that was never stepped: what the utility's meter goes by. */
    public long trueUtcMillis() {
        return startUtcMillis + nanos / 1_000_000;
    }

    @Override
    public long utcMillis() {
        return trueUtcMillis() + steppedMillis;
    }

    @Override
    public long monotonicNanos() {
        return nanos;
    }

    /** A new executor on this time; it can be stopped for good without the others noticing. */
    public Lane lane() {
        return new Lane(this);
    }

    void add(LaneTask<?> task) {
        tasks.add(task);
    }

    long nextOrder() {
        return order++;
    }
}
