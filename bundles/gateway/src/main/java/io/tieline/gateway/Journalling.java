package io.tieline.gateway;

import io.tieline.model.Event;
import java.util.concurrent.CompletionStage;

/** The durable record as the control writes it. */
@FunctionalInterface
public interface Journalling {

    /**
     * Records an event.
     *
     * @return completes once it is on the disk
     */
    CompletionStage<?> append(Event event);
}
