package io.tieline.gateway.record;

import io.tieline.gateway.foundation.Closing;
import io.tieline.journal.Journal;

/** The open journal, with the events of the gateway flowing into it. */
public record Recorder(Journal journal, AutoCloseable events) implements AutoCloseable {

    @Override
    public void close() {
        Closing.quietly(events, journal);
    }
}
