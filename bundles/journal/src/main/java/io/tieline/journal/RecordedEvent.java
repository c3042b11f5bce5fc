package io.tieline.journal;

import io.tieline.model.Event;

/** An event with its place in the record. */
public record RecordedEvent(long position, Event event) implements Entry {

    @Override
    public int size() {
        return 1;
    }
}
