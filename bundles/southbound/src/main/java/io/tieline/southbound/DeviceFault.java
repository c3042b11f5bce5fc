package io.tieline.southbound;

import io.tieline.model.Quality;

/**
 * Why a device as a whole could not be read or identified.
 *
 * @param text what happened and what the user can do
 */
public record DeviceFault(Kind kind, String text) {

    /** The kinds of fault and the quality they give to the values. */
    public enum Kind {
        /** Nothing listens there, or the connection broke. */
        NO_CONNECTION(Quality.BAD_NO_CONNECTION),
        TIMEOUT(Quality.BAD_TIMEOUT),
        /** Wrong transaction id, short frame, impossible length: what came is not the protocol. */
        PROTOCOL(Quality.BAD_PROTOCOL),
        /** The device answers, but refuses: authentication, authorisation, an exception code for everything. */
        REFUSED(Quality.BAD_DEVICE_FAULT),
        /** No profile fits, or the profile does not fit the device. */
        UNRECOGNISED(Quality.BAD_CONFIGURATION);

        private final Quality quality;

        Kind(Quality quality) {
            this.quality = quality;
        }

        public Quality quality() {
            return quality;
        }
    }
}
