package io.tieline.journal;

import io.tieline.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Events on their way to the disk. Thread-safe; {@link #peek} and {@link #written} are for the writer only. */
final class PendingEvents {

    record Pending(Event event, CompletableFuture<Long> position) {}

    /** An hour of one event a second and more; beyond it new ones are lost rather than the heap. */
    private static final int MOST = 10_000;

    private static final int AT_ONCE = 1_000;

    private final ConcurrentLinkedQueue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    CompletableFuture<Long> add(Event event) {
        CompletableFuture<Long> position = new CompletableFuture<>();
        if (size.incrementAndGet() > MOST) {
            size.decrementAndGet();
            lost.incrementAndGet();
            position.completeExceptionally(
                    new JournalException("event lost, too many wait for the disk: " + event.sentence()));
        } else {
            queue.add(new Pending(event, position));
        }
        return position;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    long lost() {
        return lost.get();
    }

    List<Pending> peek() {
        List<Pending> first = new ArrayList<>();
        for (Pending pending : queue) {
            if (first.size() == AT_ONCE) {
                break;
            }
            first.add(pending);
        }
        return first;
    }

    void written(int count) {
        for (int i = 0; i < count; i++) {
            queue.poll();
        }
        size.addAndGet(-count);
    }

    /** Lets nobody wait for a disk that does not take anything; the events stay and are tried again. */
    void stopWaiting(String why) {
        for (Pending pending : queue) {
            pending.position().completeExceptionally(new JournalException("not on disk yet: " + why));
        }
    }

    void abandon() {
        lost.addAndGet(queue.size());
    }
}
