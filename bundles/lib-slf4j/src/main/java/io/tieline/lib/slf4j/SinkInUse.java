package io.tieline.lib.slf4j;

import java.lang.System.Logger.Level;
import java.util.logging.Logger;

/** An interface cannot hold a variable. */
final class SinkInUse {

    static volatile LogSink sink = (logger, level, text, error) -> Logger.getLogger(logger)
            .log(level == Level.ERROR ? java.util.logging.Level.SEVERE : java.util.logging.Level.WARNING, text, error);

    private SinkInUse() {}
}
