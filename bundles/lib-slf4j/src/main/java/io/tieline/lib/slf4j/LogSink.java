package io.tieline.lib.slf4j;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Where what the wrapped libraries log goes to. Thread-safe.
 *
 * <p>Speaks of nothing but the JDK, so that a bundle that logs through the platform's slf4j 1.7 can implement it: with
 * slf4j 2 in a signature the two would exclude each other.
 */
@FunctionalInterface
public interface LogSink {

    /** @param text formatted */
    void log(String logger, Level level, String text, @Nullable Throwable error);

    /** Whether it is worth formatting: from WARNING on, unless the sink wants to know more. */
    default boolean wants(String logger, Level level) {
        return level.getSeverity() >= Level.WARNING.getSeverity();
    }

    /** Sends everything to this sink from now on; without one it goes to java.util.logging. */
    static void use(LogSink sink) {
        SinkInUse.sink = sink;
    }

    static LogSink current() {
        return SinkInUse.sink;
    }
}
