package io.tieline.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What an operator may do on the page; the gateway implements it. Called from the console's threads; every action is
 * recorded with the user's name before it takes effect.
 */
public interface OperatorActions {

    /** Why nothing can be done about updates where there are none. */
    String NO_UPDATES = "updates are off";

    /** A page without anything to do. */
    OperatorActions NONE = new OperatorActions() {
        @Override
        public CompletionStage<String> startCommissioning(String user) {
            return CompletableFuture.completedFuture("there is nothing to commission");
        }

        @Override
        public CompletionStage<String> abortCommissioning(String user) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletionStage<String> acknowledge(String user) {
            return CompletableFuture.completedFuture("nothing is locked out");
        }

        @Override
        public CompletionStage<String> acknowledgeAlarm(String user, String id) {
            return CompletableFuture.completedFuture("no alarm stands");
        }

        @Override
        public CompletionStage<String> openArea(String user, String area) {
            return CompletableFuture.completedFuture("nothing is closed");
        }

        @Override
        public CompletionStage<String> alone(String user) {
            return CompletableFuture.completedFuture("no other gateway is in charge");
        }

        @Override
        public Map<String, Object> operation() {
            return Map.of();
        }

        @Override
        public Map<String, Object> commissioning() {
            return Map.of();
        }

        @Override
        public Optional<String> commissioningPage(String ending) {
            return Optional.empty();
        }
    };

    /** Begins the commissioning test; completes with why it cannot begin, empty if it has. */
    CompletionStage<String> startCommissioning(String user);

    /** Ends a running commissioning test; completes with why it cannot, empty if it is over. */
    CompletionStage<String> abortCommissioning(String user);

    /**
     * Lets the automatic go on where it waits for an operator: after a lockout, or without a grid meter that does not come back;
     * completes with why it cannot, empty if it does.
     */
    CompletionStage<String> acknowledge(String user);

    /** Notes that the user has taken notice of an alarm that stands; completes with why that is not noted, empty if it is. */
    CompletionStage<String> acknowledgeAlarm(String user, String id);

    /** Opens a fire area that a hazard closed; completes with why it cannot, empty if it is open. */
    CompletionStage<String> openArea(String user, String area);

    /**
     * Takes over from another gateway that is gone for good and could not say so; completes with why nothing changes, empty
     * if this one is in charge.
     */
    CompletionStage<String> alone(String user);

    /** Other gateway in charge, lockout, closed areas, leases and shed loads, as {@code GET operation} tells them. */
    Map<String, Object> operation();

    /** Progress and last result of the commissioning test, as {@code GET commissioning} tells them. */
    Map<String, Object> commissioning();

    /**
     * The signed page of the last commissioning test.
     *
     * @param ending {@code json} or {@code html}
     */
    Optional<String> commissioningPage(String ending);

    /**
     * Where an update of the software stands, as {@code GET update} tells it: {@code phase}, {@code version}, {@code
     * reason} (why it was taken back), {@code waits} (why it is not installed now); empty where updates are off.
     */
    default Map<String, Object> update() {
        return Map.of();
    }

    /** Installs the release that waits, whatever it waits for; completes with why it cannot, empty if it is under way. */
    default CompletionStage<String> installUpdate(String user) {
        return CompletableFuture.completedFuture(NO_UPDATES);
    }

    /** Leaves the release that waits where it is for so long, or until the next start; completes as above. */
    default CompletionStage<String> postponeUpdate(String user, Duration pause) {
        return CompletableFuture.completedFuture(NO_UPDATES);
    }
}
