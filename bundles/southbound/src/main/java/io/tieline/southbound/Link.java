package io.tieline.southbound;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One session of a device with its one outstanding read. Made once per connection, used for every poll. */
final class Link implements ReadListener {

    private enum Reading {
        NONE,
        UNDER_WAY,
        DONE,
        FAILED
    }

    final DeviceSession session;
    final Batch batch;
    private final Runnable wake;
    private final AtomicReference<Reading> reading = new AtomicReference<>(Reading.NONE);
    private volatile @Nullable DeviceFault fault;
    private volatile boolean adopted;

    Link(DeviceSession session, Batch batch, Runnable wake) {
        this.session = session;
        this.batch = batch;
        this.wake = wake;
    }

    /** Never throws: what a session throws is a fault like any other. */
    void read(PollGroup group, int index) {
        batch.expect(index);
        fault = null;
        reading.set(Reading.UNDER_WAY);
        try {
            session.read(group, batch, this);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed(internal("reading", e));
        }
    }

    @Override
    public void completed() {
        if (reading.compareAndSet(Reading.UNDER_WAY, Reading.DONE)) {
            wake.run();
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

    /** True once per read, when it has ended. */
    boolean ended() {
        return reading.compareAndSet(Reading.DONE, Reading.NONE) || reading.compareAndSet(Reading.FAILED, Reading.NONE);
    }

    /** Why the read that ended failed; null: it did not. */
    @Nullable
    DeviceFault fault() {
        return fault;
    }

    /** Its values were read at least once: only then may it be written to. */
    boolean isAdopted() {
        return adopted;
    }

    void adopt() {
        adopted = true;
    }

    void close() {
        reading.set(Reading.NONE);
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
}
