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
 * @param nanos real time since the engine was made, monotonic: the rhythm of polls and the deadlines
 */
record Surroundings(
        SiteClock clock,
        ScheduledExecutorService scheduler,
        LongSupplier nanos,
        Agenda agenda,
        Random random,
        AlarmBoard alarms,
        EventSink events,
        PollWatch watch,
        LongAdder pointsRead) {

    long now() {
        return nanos.getAsLong();
    }

    void schedule(Runnable task, long delayNanos) {
        try {
            scheduler.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The gateway is going down: nothing is left to be done.
        }
    }
}
