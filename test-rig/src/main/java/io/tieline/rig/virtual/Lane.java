package io.tieline.rig.virtual;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An executor on computed time. What it was asked to do runs after the asker is done, never inside it. */
public final class Lane extends AbstractExecutorService implements ScheduledExecutorService {

    private final VirtualTime time;
    private boolean dead;

    Lane(VirtualTime time) {
        this.time = time;
    }

    VirtualTime time() {
        return time;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(asCallable(command), unit.toNanos(delay), 0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, unit.toNanos(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        return add(asCallable(command), unit.toNanos(first), unit.toNanos(period));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        // A task takes no computed time.
        return scheduleAtFixedRate(command, first, delay, unit);
    }

    private <V> LaneTask<V> add(Callable<V> work, long delayNanos, long periodNanos) {
        LaneTask<V> task = new LaneTask<>(
                this, work, time.monotonicNanos() + Math.max(0, delayNanos), time.nextOrder(), periodNanos);
        if (!dead) {
            time.add(task);
        }
        return task;
    }

    private static Callable<Boolean> asCallable(Runnable command) {
        return () -> {
            command.run();
            return Boolean.TRUE;
        };
    }

    @Override
    public void shutdown() {
        dead = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        dead = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return dead;
    }

    @Override
    public boolean isTerminated() {
        return dead;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
