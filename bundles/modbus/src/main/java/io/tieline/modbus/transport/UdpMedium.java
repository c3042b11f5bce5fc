package io.tieline.modbus.transport;

import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.framing.Mbap;

/**
 * Frames of Modbus TCP, one to a datagram. A request that goes lost is missed like one that is not answered. The socket
 * is connected, so that only this device's datagrams come in, and has a port of its own each time it is opened.
 *
 * @param dialer of datagram channels
 */
record UdpMedium(Dialer dialer, Endpoint endpoint) implements Medium {

    @Override
    public Framing framing() {
        return Mbap.FRAMING;
    }

    @Override
    public String place() {
        return endpoint.toString();
    }

    @Override
    public boolean isUnordered() {
        return true;
    }

    @Override
    public void open(Link link, long timeoutNanos) {
        DatagramWire wire = new DatagramWire(link, endpoint::unreachable);
        dialer.dial(link, endpoint, wire, timeoutNanos, () -> link.opened(wire));
    }
}
