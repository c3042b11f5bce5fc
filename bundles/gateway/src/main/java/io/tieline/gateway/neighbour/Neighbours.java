package io.tieline.gateway.neighbour;

import io.tieline.gateway.foundation.Closing;
import org.jspecify.annotations.Nullable;

/** How this gateway knows the others of its site, and the network on which they meet. */
public final class Neighbours implements AutoCloseable {

    private final Seal seal;
    private final @Nullable LocalNetwork network;

    /** @param network null where they meet at the broker only */
    Neighbours(Seal seal, @Nullable LocalNetwork network) {
        this.seal = seal;
        this.network = network;
    }

    /** What their words are known by, over whatever path. */
    public Seal seal() {
        return seal;
    }

    /** Says goodbye on the network, if the control has ended. */
    @Override
    public void close() {
        if (network != null) {
            Closing.quietly(network);
        }
    }
}
