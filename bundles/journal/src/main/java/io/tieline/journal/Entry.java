package io.tieline.journal;

/** What a cursor delivers: a run of samples of one device, or one event. */
public sealed interface Entry permits Samples, RecordedEvent {

    /** Position of the first record in it. Positions count samples and events alike and only grow. */
    long position();

    /** How many positions it takes: the number of samples, 1 for an event. */
    int size();
}
