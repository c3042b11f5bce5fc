package io.tieline.gateway.control;

import io.tieline.control.ControlCore;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Lets others speak to the core between two decisions, on the thread that decides. */
public interface CoreAccess {

    /**
     * Asks or tells the core something; a decision follows at once, and the state is kept.
     *
     * @return completes with the answer; exceptionally once the control has stopped
     */
    <T> CompletionStage<T> with(Function<ControlCore, T> question);
}
