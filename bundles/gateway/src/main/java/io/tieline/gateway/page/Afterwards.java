package io.tieline.gateway.page;

import io.tieline.gateway.foundation.DaemonThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does, one after the other on a thread of its own, what may wait until the batteries are under control. */
final class Afterwards implements AutoCloseable {

    private static final long CLOSE_SECONDS = 5;

    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final ExecutorService worker;

    /** @param control done when the batteries are under control, see {@link io.tieline.gateway.foundation.Foundation#underControl} */
    Afterwards(String thread, CompletableFuture<Void> control) {
        worker = Executors.newSingleThreadExecutor(DaemonThreads.named(thread));
        worker.execute(() -> CompletableFuture.anyOf(control, closing).join());
    }

    void execute(Runnable task) {
        worker.execute(() -> {
            if (!closing.isDone()) {
                task.run();
            }
        });
    }

    /** What waits is not done any more; what is under way is waited for. */
    @Override
    public void close() {
        closing.complete(null);
        worker.shutdown();
        try {
            worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
