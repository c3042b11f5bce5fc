package io.tieline.gateway.control;

import io.tieline.control.replay.Frame;
import io.tieline.journal.Journal;
import io.tieline.journal.TapeFrame;
import io.tieline.model.Event;
import java.util.concurrent.CompletableFuture;
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

    /**
     * Records what a decision was made from, where it can be replayed from.
     *
     * @param now somebody waits for it
     * @return completes once it is on the disk
     */
    default CompletionStage<?> append(Frame frame, long utcMillis, boolean now) {
        return CompletableFuture.completedFuture(true);
    }

    /** Into a journal. */
    static Journalling into(Journal journal) {
        return new Journalling() {
            @Override
            public CompletionStage<?> append(Event event) {
                return journal.append(event);
            }

            @Override
            public CompletionStage<?> append(Frame frame, long utcMillis, boolean now) {
                return journal.append(new TapeFrame(utcMillis, frame.key(), frame.bytes()), now);
            }
        };
    }
}
