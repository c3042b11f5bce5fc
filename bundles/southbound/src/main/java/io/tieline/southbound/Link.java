package io.tieline.southbound;

import io.tieline.model.PointSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One session of a device with its one outstanding read. Made once per connection, used for every poll.
 *
 * <p>A read that ends well wakes nobody unless somebody waits for it: the next poll finds it. That saves a change of
 * threads at every poll.
 */
final class Link {

    private enum Reading {
        NONE,
        UNDER_WAY,
        DONE,
        FAILED
    }

    final DeviceSession session;
    final PollPlan plan;
    final @Nullable Pulse pulse;
    private final Batch batch;
    private final PointSet points;
    private final byte[] filledBy;
    private final Runnable wake;
    private final LongSupplier nanos;
    /** Used in turn, so that a session which ends a read twice does not end the one after it. */
    private final Turn[] turns = {new Turn(), new Turn()};

    private int turn;
    private volatile boolean awaited;
    private volatile boolean adopted;

    /** @param filledBy of each of the session's points: the group that fills it, -1: none yet */
    Link(
            DeviceSession session,
            PollPlan plan,
            @Nullable Pulse pulse,
            Batch batch,
            PointSet points,
            byte[] filledBy,
            Runnable wake,
            LongSupplier nanos) {
        this.session = session;
        this.plan = plan;
        this.pulse = pulse;
        this.batch = batch;
        this.points = points;
        this.filledBy = filledBy;
        this.wake = wake;
        this.nanos = nanos;
    }

    /** Never throws: what a session throws is a fault like any other. */
    void read(int group) {
        turn ^= 1;
        Turn now = turns[turn];
        batch.expect(group);
        awaited = false;
        now.fault = null;
        now.reading.set(Reading.UNDER_WAY);
        try {
            session.read(plan.group(group), batch, now);
        } catch (RuntimeException | Error e) {
            now.failed(internal("reading", e));
        }
    }

    /** The end of the present read is not left for the next poll to find. */
    void await() {
        awaited = true;
    }

    /** True once per read, when it has ended. */
    boolean ended() {
        AtomicReference<Reading> reading = turns[turn].reading;
        return reading.compareAndSet(Reading.DONE, Reading.NONE) || reading.compareAndSet(Reading.FAILED, Reading.NONE);
    }

    /** A read has succeeded and nobody looked yet. */
    boolean isDone() {
        return turns[turn].reading.get() == Reading.DONE;
    }

    /** Why the read that ended failed; null: it did not. */
    @Nullable
    DeviceFault fault() {
        return turns[turn].fault;
    }

    long endedAt() {
        return turns[turn].endedAt;
    }

    /** The group that fills a point; -1: the session has no such point or did not fill it yet. */
    int groupOf(String name) {
        int point = points.indexOf(name);
        return point >= 0 && point < filledBy.length ? filledBy[point] : -1;
    }

    /** Its values were read at least once: only then may it be written to. */
    boolean isAdopted() {
        return adopted;
    }

    void adopt() {
        adopted = true;
    }

    void close() {
        turns[turn].reading.set(Reading.NONE);
        batch.revoke();
        closeQuietly(session);
    }

    static void closeQuietly(DeviceSession session) {
        try {
            session.close();
        } catch (RuntimeException | LinkageError e) {
            // A session that cannot even be closed is given up all the same; the fault that led here is what counts.
        }
    }

    static DeviceFault internal(String doing, Throwable e) {
        return new DeviceFault(
                DeviceFault.Kind.PROTOCOL,
                "Internal error while " + doing + ": " + e + ". Please report it with the device's make and model.");
    }

    private final class Turn implements ReadListener {
        private final AtomicReference<Reading> reading = new AtomicReference<>(Reading.NONE);
        private volatile @Nullable DeviceFault fault;
        private volatile long endedAt;

        @Override
        public void completed() {
            if (reading.get() == Reading.UNDER_WAY) {
                endedAt = nanos.getAsLong();
                if (reading.compareAndSet(Reading.UNDER_WAY, Reading.DONE) && awaited) {
                    wake.run();
                }
            }
        }

        @Override
        public void failed(DeviceFault why) {
            if (reading.get() == Reading.UNDER_WAY) {
                fault = why;
                if (reading.compareAndSet(Reading.UNDER_WAY, Reading.FAILED)) {
                    wake.run();
                }
            }
        }
    }
}
