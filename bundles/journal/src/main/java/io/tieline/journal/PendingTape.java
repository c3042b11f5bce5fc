package io.tieline.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Frames on their way to the disk. Where one is lost, those up to the next key frame are lost with it: they could not be
 * read. Thread-safe; {@link #peek} and {@link #written} are for the writer only.
 */
final class PendingTape {

    private static final int MOST_BYTES = 16 << 20;

    private record Pending(TapeFrame frame, CompletableFuture<Long> onDisk) {}

    private final Deque<Pending> queue = new ArrayDeque<>();
    private long bytes;
    private long lost;
    private boolean torn;
    private boolean urgent;

    /** @param now somebody waits for it */
    synchronized CompletableFuture<Long> add(TapeFrame frame, boolean now) {
        CompletableFuture<Long> onDisk = new CompletableFuture<>();
        torn = bytes > MOST_BYTES || (torn && !frame.key());
        if (torn) {
            lost++;
            onDisk.completeExceptionally(new JournalException("not recorded: the disk takes nothing"));
            return onDisk;
        }
        queue.add(new Pending(frame, onDisk));
        bytes += frame.bytes().length;
        urgent |= now;
        return onDisk;
    }

    synchronized boolean isUrgent() {
        return urgent;
    }

    synchronized long lost() {
        return lost;
    }

    synchronized List<TapeFrame> peek() {
        urgent = false;
        List<TapeFrame> frames = new ArrayList<>(queue.size());
        queue.forEach(pending -> frames.add(pending.frame()));
        return frames;
    }

    /** The first so many are on the disk. */
    void written(int count, long position) {
        List<Pending> done = new ArrayList<>(count);
        synchronized (this) {
            for (int i = 0; i < count; i++) {
                Pending pending = queue.remove();
                bytes -= pending.frame().bytes().length;
                done.add(pending);
            }
        }
        done.forEach(pending -> pending.onDisk().complete(position));
    }

    /** Lets nobody wait for a disk that does not take anything; the frames stay and are tried again. */
    void stopWaiting(String why) {
        List<Pending> waiting;
        synchronized (this) {
            urgent = false;
            waiting = List.copyOf(queue);
        }
        waiting.forEach(
                pending -> pending.onDisk().completeExceptionally(new JournalException("not on disk yet: " + why)));
    }
}
