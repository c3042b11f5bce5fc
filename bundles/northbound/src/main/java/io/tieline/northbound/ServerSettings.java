package io.tieline.northbound;

import java.nio.file.Path;
import java.util.function.BiPredicate;

/**
 * How the OPC UA server presents itself.
 *
 * @param host address to listen on; {@link #LOOPBACK} unless the network is meant to reach it
 * @param port 4841 unless configured
 * @param unencrypted whether an endpoint without security is offered too; user name and password are asked for all the
 *     same, but travel encrypted by the server's certificate only
 * @param directory of keys and certificates: a client is let in once its certificate lies in {@code trusted/certs}
 * @param login user name and password → whether they are right; called on the server's own threads
 */
public record ServerSettings(
        String host, int port, boolean unencrypted, Path directory, BiPredicate<String, String> login) {

    public static final String LOOPBACK = "127.0.0.1";

    public static final int PORT = 4841;

    /** {@code opc.tcp://127.0.0.1:4841/tieline} */
    public String uri() {
        return "opc.tcp://" + host + ":" + port + "/tieline";
    }
}
