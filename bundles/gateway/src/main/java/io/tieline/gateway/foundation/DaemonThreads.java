package io.tieline.gateway.foundation;

import java.util.concurrent.ThreadFactory;

/** Threads with a name that tells a reader of a thread dump whose they are. */
public final class DaemonThreads {

    private DaemonThreads() {}

    public static ThreadFactory named(String purpose) {
        return task -> {
            Thread thread = new Thread(task, "tieline-" + purpose);
            thread.setDaemon(true);
            return thread;
        };
    }
}
