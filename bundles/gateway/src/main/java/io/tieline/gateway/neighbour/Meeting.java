package io.tieline.gateway.neighbour;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where on the network of the site its gateways meet.
 *
 * @param own address of this machine on that network
 * @param group the multicast group and the UDP port, the same for all of them
 */
record Meeting(InetAddress own, InetSocketAddress group) {

    private static final String GROUP_FIELD = "other-gateways.group";
    private static final String GROUP_REMEDY =
            ": write ADDRESS:PORT, such as 239.255.84.76:18476 (RFC 2365: 239.255.x.x stays on" + " the site)";

    /**
     * Reads it from the form.
     *
     * @throws IllegalArgumentException names the field and the remedy
     */
    static Meeting of(String own, String group) {
        return new Meeting(
                address(own, "other-gateways.address", ": write the number of this machine, such as 10.20.0.5"),
                group(group.strip()));
    }

    private static InetSocketAddress group(String text) {
        int colon = text.lastIndexOf(':');
        InetAddress address = address(text.substring(0, Math.max(colon, 0)), GROUP_FIELD, GROUP_REMEDY);
        if (!address.isMulticastAddress()) {
            throw new IllegalArgumentException(GROUP_FIELD + ": " + text + " is no multicast group" + GROUP_REMEDY);
        }
        return new InetSocketAddress(address, port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the same remedy
        }
        throw new IllegalArgumentException(GROUP_FIELD + ": " + text + " is no port" + GROUP_REMEDY);
    }

    /** Numbers only: a name would be looked up somewhere, and that may take long. */
    private static InetAddress address(String text, String field, String remedy) {
        String number = text.strip();
        if (number.matches("[0-9.]+|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%\\w+)?]?")) {
            try {
                return InetAddress.getByName(number);
            } catch (UnknownHostException e) {
                // the same remedy
            }
        }
        throw new IllegalArgumentException(field + ": " + (number.isEmpty() ? "empty" : number) + remedy);
    }
}
