package io.tieline.gateway;

import io.tieline.lib.slf4j.LogSink;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the wrapped libraries log, into our own log: one line each and no stack traces, since every failure that matters
 * reaches the operator as an event or alarm of the room that uses the library.
 */
final class LibraryLogs implements LogSink {

    @Override
    public void log(String logger, Level level, String text, @Nullable Throwable error) {
        Logger log = LoggerFactory.getLogger(logger);
        String line = error == null ? text : text + ": " + error;
        if (level == Level.ERROR) {
            log.info(line);
        } else {
            log.debug(line);
        }
    }
}
