package io.tieline.gateway;

import io.tieline.journal.Journal;

/** The open journal, with the events of the gateway flowing into it. */
record Recorder(Journal journal, AutoCloseable events) implements AutoCloseable {

    @Override
    public void close() {
        Closing.quietly(events, journal);
    }
}
