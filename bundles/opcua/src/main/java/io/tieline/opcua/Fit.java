package io.tieline.opcua;

import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Profile;

/**
 * How well a profile fits a server.
 *
 * @param confidence 0 … 1
 * @param because what speaks for it
 * @param present how many of its variables the server has
 */
record Fit(Profile profile, double confidence, String because, int present) {

    OpcUaPlan plan() {
        return (OpcUaPlan) profile.plan();
    }

    /** Which part of the profile's variables the server has. */
    double share() {
        return plan().values().isEmpty()
                ? 0
                : (double) present / plan().values().size();
    }

    /** Whether its variables alone make it worth proposing: a nameplate every server has proves little. */
    boolean isLikely() {
        return present > 0 && share() >= 0.5;
    }
}
