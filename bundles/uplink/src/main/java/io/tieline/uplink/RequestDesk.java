package io.tieline.uplink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides about what upstream asks for: leases, schedules, modes, limits, updates, and values to be written to a device. */
public interface RequestDesk {

    /** Nobody is there who could decide. */
    RequestDesk CLOSED = request -> CompletableFuture.completedFuture(
            new Reply(false, "this gateway takes no requests; the control is not running"));

    /**
     * Takes a request. Never blocks; the reply may come on any thread, once the request was recorded.
     *
     * @return never completes exceptionally
     */
    CompletionStage<Reply> ask(Request request);

    /** What is asked for. */
    sealed interface Request {

        /** A lease, a schedule or a mode, in the words of the control: JSON. */
        record Lease(String text) implements Request {}

        /** What is to be done with the software, in the words of the updates: JSON. */
        record Update(String text) implements Request {}

        /**
         * One value for one point of a device.
         *
         * @param device the id of the device
         * @param point the name of the point, relative to the device
         */
        record Write(String device, String point, double value) implements Request {}
    }

    /**
     * What became of it.
     *
     * @param reason why it was refused, or what was changed to be able to accept it; may be empty when accepted
     */
    record Reply(boolean accepted, String reason) {}
}
