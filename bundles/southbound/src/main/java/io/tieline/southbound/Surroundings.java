package io.tieline.southbound;

import io.tieline.model.AlarmBoard;
import io.tieline.model.EventSink;
import io.tieline.model.SiteClock;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the loops of all devices share; none of it is ever waited for.
 *
 * @param clock stamps what happens
 * @param nanos real time, monotonic: the rhythm of polls and the deadlines
 */
record Surroundings(
        SiteClock clock,
        ScheduledExecutorService scheduler,
        LongSupplier nanos,
        Random random,
        AlarmBoard alarms,
        EventSink events,
        LongAdder pointsRead) {

    void execute(Runnable task) {
        try {
            scheduler.execute(task);
        } catch (RejectedExecutionException e) {
            // The gateway is going down: nothing is left to be done.
        }
    }

    void schedule(Runnable task, long delayNanos) {
        try {
            scheduler.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // As above.
        }
    }
}
