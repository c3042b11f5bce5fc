package io.tieline.modbus.transport;

import io.netty.buffer.ByteBuf;

/** An open way to a device, or to all units of a bus. What comes from it is told to the {@link Link} that opened it. */
interface Wire {

    /** An empty buffer with room for the longest frame. Event loop only. */
    ByteBuf buffer();

    /** Sends one frame and releases it. Event loop only. */
    void send(ByteBuf frame);

    /**
     * Gives up the exchanges under way. A connection is closed by that, for their answers may come later and be taken for
     * those to the next requests. Event loop only.
     *
     * @return whether the wire can be used on
     */
    boolean abandon();

    /** Event loop only; nothing is told to the link afterwards. */
    void close();
}
