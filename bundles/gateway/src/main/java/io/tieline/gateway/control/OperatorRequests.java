package io.tieline.gateway.control;

import io.tieline.control.Decision;
import io.tieline.control.grid.GridState;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What an operator tells the control; on the record with the operator's name before it takes effect. */
public final class OperatorRequests {

    private final CoreAccess core;
    private final Journalling record;
    private final SiteClock clock;
    private final Supplier<Optional<Decision>> latest;
    private final Runnable acknowledge;

    /** @param acknowledge lets the automatic go on */
    OperatorRequests(
            CoreAccess core,
            Journalling record,
            SiteClock clock,
            Supplier<Optional<Decision>> latest,
            Runnable acknowledge) {
        this.core = core;
        this.record = record;
        this.clock = clock;
        this.latest = latest;
        this.acknowledge = acknowledge;
    }

    /**
     * Lets the automatic go on after a lockout, or without a grid meter that does not come back.
     *
     * @return completes with why it cannot, empty if it does; never exceptionally
     */
    public CompletionStage<String> acknowledge(String operator) {
        Optional<Decision> waiting = latest.get().filter(Decision::waitsForOperator);
        if (waiting.isEmpty()) {
            return CompletableFuture.completedFuture("nothing is locked out");
        }
        boolean locked = waiting.get().grid().state() == GridState.LOCKOUT;
        return record.append(event(operator + " lets the automatic go on "
                        + (locked ? "after the lockout" : "without the grid meter")))
                .thenApply(position -> {
                    acknowledge.run();
                    return "";
                })
                .exceptionally(OperatorRequests::failed);
    }

    /**
     * Opens a fire area that a hazard closed.
     *
     * @return completes with why it cannot, empty if it is open; never exceptionally
     */
    public CompletionStage<String> open(String operator, String area) {
        CompletionStage<Boolean> closed =
                core.with(inside -> inside.state().closedAreas().containsKey(area));
        return closed.thenCompose(known -> known
                        ? record.append(event(operator + " has looked at the fire area " + area + " and opens it"))
                                .thenCompose(position -> core.with(inside -> {
                                    inside.open(area);
                                    return "";
                                }))
                        : CompletableFuture.completedFuture("the fire area " + area + " is not closed"))
                .exceptionally(OperatorRequests::failed);
    }

    private static String failed(Throwable cause) {
        return "it cannot be recorded or applied: " + cause;
    }

    private Event event(String sentence) {
        return new Event(clock.utcMillis(), Event.Kind.OPERATOR, Severity.INFO, "control", sentence, Map.of());
    }
}
