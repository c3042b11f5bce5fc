package io.tieline.southbound;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has to do and when: one entry for each device, one timer for all.
 *
 * <p>Everything runs one after the other, so what an entry touches needs no lock. A scheduler's own queue would take a
 * lock and three small objects for each poll; here a poll costs two steps in a heap, and the scheduler is asked once
 * per moment at which anything is due. Waking an entry from another thread neither blocks nor allocates.
 */
final class Agenda {

    static final long NEVER = Long.MAX_VALUE;

    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanos;
    private final PriorityQueue<Entry> timed = new PriorityQueue<>(Comparator.comparingLong(entry -> entry.due));
    /** A stack through {@link Entry#below}: entries somebody woke. */
    private final AtomicReference<@Nullable Entry> woken = new AtomicReference<>();
    /** How often somebody wanted a round since the present one began; whoever makes it 1 sees to it. */
    private final AtomicInteger asked = new AtomicInteger();

    private final Runnable rounds = this::rounds;
    private final Runnable alarm = this::alarm;

    private @Nullable Future<?> timer;
    private long timerAt = NEVER;
    private long roundAt;

    /** @param nanos monotonic and not negative: nanoseconds since the engine was made */
    Agenda(ScheduledExecutorService scheduler, LongSupplier nanos) {
        this.scheduler = scheduler;
        this.nanos = nanos;
    }

    /** @param work quick, never blocking, throws nothing */
    Entry entry(Runnable work) {
        return new Entry(work);
    }

    private void alarm() {
        if (asked.getAndIncrement() == 0) {
            rounds();
        }
    }

    private void rounds() {
        int seen;
        do {
            seen = asked.get();
            roundAt = nanos.getAsLong();
            runWoken();
            runDue();
            setTimer();
        } while (asked.addAndGet(-seen) != 0);
    }

    private void runWoken() {
        Entry entry = inOrder(woken.getAndSet(null));
        while (entry != null) {
            Entry next = entry.below;
            entry.below = null;
            entry.isWoken.set(false);
            entry.work.run();
            entry = next;
        }
    }

    /** First woken, first served. */
    private static @Nullable Entry inOrder(@Nullable Entry top) {
        Entry first = null;
        Entry rest = top;
        while (rest != null) {
            Entry below = rest.below;
            rest.below = first;
            first = rest;
            rest = below;
        }
        return first;
    }

    private void runDue() {
        Entry entry = timed.peek();
        while (entry != null && entry.due <= roundAt) {
            timed.remove();
            entry.due = NEVER;
            entry.work.run();
            entry = timed.peek();
        }
    }

    private void setTimer() {
        long now = nanos.getAsLong();
        if (timerAt <= now) {
            timerAt = NEVER; // it has fired
        }
        Entry first = timed.peek();
        if (first == null || first.due >= timerAt) {
            return; // a timer that fires too early finds nothing to do
        }
        if (timer != null && timerAt != NEVER) {
            timer.cancel(false);
        }
        timerAt = first.due;
        try {
            timer = scheduler.schedule(alarm, Math.max(0, first.due - now), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The gateway is going down: nothing is left to be done.
        }
    }

    /** Something that is done whenever it is due or somebody has news for it. */
    final class Entry {
        private final Runnable work;
        private final AtomicBoolean isWoken = new AtomicBoolean();
        private @Nullable Entry below;
        private long due = NEVER;

        private Entry(Runnable work) {
            this.work = work;
        }

        /** Has it done soon. From any thread, as often as one likes. */
        void wake() {
            if (isWoken.compareAndSet(false, true)) {
                Entry top;
                do {
                    top = woken.get();
                    below = top;
                } while (!woken.compareAndSet(top, this));
                if (asked.getAndIncrement() == 0) {
                    run();
                }
            }
        }

        private void run() {
            try {
                scheduler.execute(rounds);
            } catch (RejectedExecutionException e) {
                // As above.
            }
        }

        /**
         * Has it done at a time, and no more at the one said before. Only from within a round.
         *
         * @param when not before the next round, so that an entry which asks for the past starves no other; {@link
         *     #NEVER}: only when woken
         */
        void at(long when) {
            long next = Math.max(when, roundAt + 1);
            if (next == due) {
                return;
            }
            if (due != NEVER) {
                timed.remove(this);
            }
            due = next;
            if (next != NEVER) {
                timed.add(this);
            }
        }
    }
}
