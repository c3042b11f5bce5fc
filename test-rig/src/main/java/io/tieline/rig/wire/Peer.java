package io.tieline.rig.wire;

import java.io.IOException;

/** A simulated device on the wire. */
public interface Peer {

    /** The device's id in the site file. */
    String id();

    /** Its line in the site file: kind, address and what else the gateway must be told. */
    SiteEntry entry();

    /** Takes the values of the simulation over into what the wire shows; called many times a second by one thread. */
    void publish();

    /**
     * @throws IOException when its port cannot be opened again
     */
    void behave(Behaviour behaviour) throws IOException;

    void close() throws IOException;
}
