package io.tieline.rig.site;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on loopback: counted up from a base, or free ones. */
final class Ports {

    private int next;

    /** @param base first port, 0 = any free ones */
    Ports(int base) {
        next = base;
    }

    int tcp() throws IOException {
        if (next > 0) {
            return next++;
        }
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    int udp() throws IOException {
        if (next > 0) {
            return next++;
        }
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
