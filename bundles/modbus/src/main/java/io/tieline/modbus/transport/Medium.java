package io.tieline.modbus.transport;

import io.tieline.modbus.framing.Framing;

/** What lies between us and a device: TCP, TLS, UDP or a serial line. */
public interface Medium {

    Framing framing();

    /** Host and port, or the name of the serial port: what an operator looks for. */
    String place();

    /**
     * Opens a wire. Ends in {@link Link#opened} or {@link Link#notOpened}, on the event loop of the link.
     *
     * @param timeoutNanos after which it is given up
     */
    void open(Link link, long timeoutNanos);

    /** Least silence between two frames. */
    default long silenceNanos() {
        return 0;
    }

    /** How long so many bytes are under way only because the line is slow. */
    default long travelNanos(int bytes) {
        return 0;
    }

    /** A frame may come twice, or later than the one after it. */
    default boolean isUnordered() {
        return false;
    }
}
