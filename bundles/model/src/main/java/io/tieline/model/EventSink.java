package io.tieline.model;

/** Where a room reports what happened. Accepts from any thread, never blocks for long, never throws. */
@FunctionalInterface
public interface EventSink {
    void accept(Event event);
}
