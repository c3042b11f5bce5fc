package io.tieline.southbound;

import io.tieline.model.Device;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway gets on with a device.
 *
 * @param identity what it said it is when it was last connected; null: never was
 * @param fault the last thing that went wrong; null: nothing ever did
 * @param polls reads that succeeded
 * @param failures reads and connects that failed
 * @param sessions how often it was connected
 * @param roundTripMillis of the last read that succeeded, NaN before the first
 */
public record DeviceStatus(
        Device device,
        State state,
        @Nullable Identity identity,
        @Nullable DeviceFault fault,
        long polls,
        long failures,
        long sessions,
        double roundTripMillis) {

    /** The states; the word an operator reads is the name in lower case. */
    public enum State {
        /** Since the start, until it was read once or failed once. */
        CONNECTING("offline"),
        ONLINE("online"),
        /** Some of it could not be read lately, but it was heard within ten polls. */
        DEGRADED("degraded"),
        /** Not heard for more than ten polls, or never. */
        OFFLINE("offline");

        private final String canonical;

        State(String canonical) {
            this.canonical = canonical;
        }

        /** The state of the point {@code device.comm.state}. */
        String canonical() {
            return canonical;
        }
    }
}
