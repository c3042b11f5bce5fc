package io.tieline.modbus.transport;

import io.tieline.modbus.framing.Framing;

/** A TCP connection, with the frames of Modbus TCP or, behind a plain serial gateway, those of the serial line. */
public record TcpMedium(PlainDialer dialer, Endpoint endpoint, Framing framing) implements Medium {

    @Override
    public String place() {
        return endpoint.toString();
    }

    @Override
    public void open(Link link, long timeoutNanos) {
        dialer.dial(link, endpoint, framing, timeoutNanos);
    }
}
