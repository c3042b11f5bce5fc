package io.tieline.gateway.control;

import io.tieline.control.ControlState;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the control remembers, always the newest, on another thread: a disk that hangs must not hang the control.
 * Where a restart must not find an older state, the control waits for the disk, but not for long.
 */
final class StateKeeper {

    /** Writes one state, forced to the disk when it returns. */
    @FunctionalInterface
    interface Disk {
        void save(ControlState state) throws IOException;
    }

    private record Job(ControlState state, CompletableFuture<Boolean> written) {}

    private final Disk disk;
    private final AlarmBoard alarms;
    private final Duration patience;
    private final Executor thread;
    private final AtomicReference<@Nullable Job> waiting = new AtomicReference<>();

    /**
     * @param thread where it is written
     * @param patience how long the control waits at most
     */
    StateKeeper(Disk disk, Executor thread, AlarmBoard alarms, Duration patience) {
        this.disk = disk;
        this.thread = thread;
        this.alarms = alarms;
        this.patience = patience;
    }

    /** Writes a state soon. */
    void save(ControlState state) {
        hand(state);
    }

    /**
     * Writes a state and returns when it is on the disk, or when the patience is over: then an alarm stands and it is
     * written as soon as the disk takes it.
     *
     * @return whether it is on the disk
     */
    boolean saveNow(ControlState state) {
        try {
            return hand(state).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            raise("the disk did not take it within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            raise(String.valueOf(e.getMessage()));
        }
        return false;
    }

    private CompletableFuture<Boolean> hand(ControlState state) {
        Job job = new Job(state, new CompletableFuture<>());
        Job overtaken = waiting.getAndSet(job);
        if (overtaken == null) {
            thread.execute(this::write);
        } else {
            overtaken.written().complete(false);
        }
        return job.written();
    }

    private void write() {
        Job job = waiting.getAndSet(null);
        if (job == null) {
            return;
        }
        try {
            disk.save(job.state());
            alarms.clear("control", "state");
            job.written().complete(true);
        } catch (IOException e) {
            raise(String.valueOf(e.getMessage()));
            job.written().complete(false);
        }
    }

    private void raise(String why) {
        alarms.raise(
                "control",
                "state",
                Severity.MINOR,
                "The state of the control cannot be saved (" + why
                        + "); control goes on, but a restart would begin with what was saved before. Free disk space or"
                        + " correct permissions.");
    }
}
