package io.tieline.update;

import java.time.Duration;

/** Calls back later. At least two threads stand behind it, so that a health check that hangs cannot hold the deadline. */
@FunctionalInterface
public interface Timer {
    void after(Duration delay, Runnable task);
}
