package io.tieline.uplink;

import io.tieline.journal.Batch;
import java.util.concurrent.CompletionStage;

/** Somewhere the record goes to. */
public interface Sink extends AutoCloseable {

    /** Where it is, as an operator knows it. */
    String name();

    /**
     * Takes a batch. May block for as long as it has no room.
     *
     * @return completes once the receiver has all of it for good; exceptionally if it does not: the batch then comes again
     */
    CompletionStage<?> deliver(Batch batch);

    /** Gives up what is on its way. */
    @Override
    void close();
}
