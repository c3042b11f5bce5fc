package io.tieline.lib.slf4j.binding;

import io.tieline.lib.slf4j.LogSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that forwards to the {@link LogSink} in use. */
@SuppressWarnings("serial") // loggers are serialised by name
final class SinkLogger extends LegacyAbstractLogger {

    SinkLogger(String name) {
        this.name = name;
    }

    private boolean wants(Level level) {
        return LogSink.current().wants(name, neutral(level));
    }

    private static System.Logger.Level neutral(Level level) {
        return switch (level) {
            case ERROR -> System.Logger.Level.ERROR;
            case WARN -> System.Logger.Level.WARNING;
            case INFO -> System.Logger.Level.INFO;
            case DEBUG -> System.Logger.Level.DEBUG;
            case TRACE -> System.Logger.Level.TRACE;
        };
    }

    @Override
    public boolean isTraceEnabled() {
        return wants(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return wants(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return wants(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return wants(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return wants(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        LogSink.current().log(name, neutral(level), MessageFormatter.basicArrayFormat(pattern, arguments), error);
    }
}
