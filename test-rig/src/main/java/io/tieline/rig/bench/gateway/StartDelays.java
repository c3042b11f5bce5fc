package io.tieline.rig.bench.gateway;

import io.tieline.southbound.PollWatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts the polls that are due within a window of time, and how late they start.
 *
 * <p>It counts by the time at which a poll was due, so a window of so many periods has exactly so many of them for each
 * device, whether the engine noticed that one was left out or not.
 */
final class StartDelays implements PollWatch {

    private static final long NANOS_PER_MICRO = 1000;
    /** No start that counts is later than this. */
    private static final long LATEST_MICROS = 60_000_000;

    /**
     * A window under way, by the engine's clock.
     *
     * @param all delays in microseconds
     * @param well those of the devices that are well
     * @param started polls of group 0, by device
     */
    private record Window(
            long fromNanos,
            long toNanos,
            IntPredicate isWell,
            Histogram all,
            Histogram well,
            AtomicIntegerArray started) {

        static Window of(long fromNanos, long nanos, int devices, IntPredicate isWell) {
            return new Window(
                    fromNanos,
                    fromNanos + nanos,
                    isWell,
                    new ConcurrentHistogram(1, LATEST_MICROS, 3),
                    new ConcurrentHistogram(1, LATEST_MICROS, 3),
                    new AtomicIntegerArray(devices));
        }
    }

    /** How far the engine's clock is behind ours; it may count from its own beginning. Learned from every call. */
    private volatile long behindNanos = Long.MAX_VALUE;

    private volatile Window window = Window.of(0, 0, 0, device -> false);

    /** Counts what is due from now on for so long; some polls must have started before. */
    void open(int devices, long nanos, IntPredicate isWell) {
        window = Window.of(System.nanoTime() - behindNanos, nanos, devices, isWell);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the engine's thread only
    public void started(int device, int group, long dueNanos, long startedNanos) {
        behindNanos = Math.min(behindNanos, System.nanoTime() - startedNanos);
        Window open = window;
        if (dueNanos - open.fromNanos < 0 || dueNanos - open.toNanos >= 0) {
            return;
        }
        if (group == 0) {
            open.started.incrementAndGet(device);
        }
        long micros = Math.min(LATEST_MICROS, Math.max(1, (startedNanos - dueNanos) / NANOS_PER_MICRO));
        open.all.recordValue(micros);
        if (open.isWell.test(device)) {
            open.well.recordValue(micros);
        }
    }

    @Override
    public void missed(int device, int group, long polls, Cause cause) {
        // A poll that was due and did not start is missing among those that did.
    }

    /** Polls of group 0 of one device that were due and started. */
    int started(int device) {
        return window.started.get(device);
    }

    /** Of all devices, in microseconds. */
    Histogram all() {
        return window.all;
    }

    /** Of the devices that are well, in microseconds. */
    Histogram well() {
        return window.well;
    }
}
