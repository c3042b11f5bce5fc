package io.tieline.gateway.site;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where SNMP traps are heard, as people write it: {@code 0.0.0.0:10162}, {@code [::]:162}. */
final class TrapAddress {

    private TrapAddress() {}

    /**
     * @return empty: nowhere
     * @throws IllegalArgumentException says what is wrong and what to write
     */
    static Optional<InetSocketAddress> of(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        String plain = text.strip();
        int colon = plain.lastIndexOf(':');
        try {
            int port = Integer.parseInt(plain.substring(colon + 1));
            if (colon < 1 || port < 1 || port > 65535) {
                throw wrong(plain);
            }
            return Optional.of(new InetSocketAddress(InetAddress.getByName(plain.substring(0, colon)), port));
        } catch (NumberFormatException | UnknownHostException e) {
            throw wrong(plain);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "SNMP traps cannot be heard at " + text + "; write ADDRESS:PORT, such as 0.0.0.0:10162");
    }
}
