package io.tieline.snmp;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so many pieces of work be under way at once; the others wait their turn. After a power cut every agent of a site
 * comes back in the same second, and finding out what each has takes hundreds of requests.
 */
final class Turnstile {

    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    Turnstile(int most) {
        this.most = most;
    }

    <T> CompletableFuture<T> pass(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        enter(() -> begin(work).whenComplete((value, failure) -> {
            // The next one goes in before this one's listeners do anything long.
            leave();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result;
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void enter(Runnable work) {
        synchronized (waiting) {
            if (inside >= most) {
                waiting.add(work);
                return;
            }
            inside++;
        }
        work.run();
    }

    private void leave() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                inside--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
