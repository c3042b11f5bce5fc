package io.tieline.modbus;

/** A TCP connection, with the frames of Modbus TCP or, behind a plain serial gateway, those of the serial line. */
record TcpMedium(Dialer dialer, Endpoint endpoint, Framing framing) implements Medium {

    @Override
    public String place() {
        return endpoint.toString();
    }

    @Override
    public void open(Link link, long timeoutNanos) {
        SocketWire wire = new SocketWire(link, framing, endpoint::broken);
        dialer.dial(link, endpoint, wire, timeoutNanos, () -> link.opened(wire));
    }
}
