package io.tieline.gateway.foundation;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what is being stopped; a failure to stop is worth a line in the log, never a failure to go on. */
public final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");

    private Closing() {}

    public static void quietly(AutoCloseable... closeables) {
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("while stopping: {}", e.toString());
            }
        }
    }

    /** Lets what runs and waits come to its end, for two seconds. */
    public static void inOrder(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
