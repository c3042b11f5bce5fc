package io.tieline.gateway.neighbour;

import io.tieline.gateway.foundation.Closing;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;

/** How this gateway knows the others of its site, and the network on which they meet. */
public final class Neighbours implements AutoCloseable {

    private static final String SOURCE = "control";
    private static final String ALARM = "control.gateways.key";

    private final Seal seal;
    private final AutoCloseable network;

    /** @param network that ends with it */
    Neighbours(Seal seal, AutoCloseable network) {
        this.seal = seal;
        this.network = network;
    }

    /** Where a key is wanted that cannot be used: until it can, nobody is believed. */
    static Neighbours shut(String why, AlarmBoard alarms) {
        alarms.raise(
                SOURCE,
                ALARM,
                Severity.MAJOR,
                "The key of the site cannot be used, so no other gateway is believed, and both may write: " + why);
        return new Neighbours(Seal.SHUT, () -> alarms.clear(SOURCE, ALARM));
    }

    /** Whether the key cannot be used. */
    boolean isShut() {
        return seal == Seal.SHUT;
    }

    /** What their words are known by, over whatever path. */
    public Seal seal() {
        return seal;
    }

    /** Says goodbye on the network, if the control has ended. */
    @Override
    public void close() {
        Closing.quietly(network);
    }
}
