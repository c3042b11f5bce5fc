package io.tieline.gateway.foundation;

import io.tieline.lib.slf4j.LogSink;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the wrapped libraries log, into our own log as detail: one line each and no stack traces. They say it anew at each
 * try, and every failure that matters reaches the operator once, as an event or alarm of the room that uses the library.
 */
final class LibraryLogs implements LogSink {

    @Override
    public void log(String logger, Level level, String text, @Nullable Throwable error) {
        LoggerFactory.getLogger(logger).debug(error == null ? text : text + ": " + error);
    }
}
