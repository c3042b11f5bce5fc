package io.tieline.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and for whom the operator page is served.
 *
 * @param host address to listen on; {@link #LOOPBACK} unless the page must be reached from elsewhere
 * @param port 0: any free one, see {@link Console#uri()}
 * @param dataDirectory where the generated certificate and key are kept; created if absent
 * @param users who may log in; see {@link UserStore} for the first start
 * @param tls the site's own certificate; empty: one is generated once, self-signed, in the data directory
 */
public record ConsoleSettings(
        String host, int port, Path dataDirectory, List<ConsoleUser> users, Optional<CertificateFiles> tls) {

    public static final String LOOPBACK = "127.0.0.1";

    /** Used unless configured otherwise. */
    public static final int DEFAULT_PORT = 8443;

    /**
     * A certificate of the site's own authority.
     *
     * @param chain PEM, the server's certificate first
     * @param key PEM, PKCS #8, not encrypted, readable by the gateway's user only
     */
    public record CertificateFiles(Path chain, Path key) {}

    public ConsoleSettings {
        users = List.copyOf(users);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("console port " + port + ": must be 0 (any free) to 65535");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException(
                    "console host is empty: use " + LOOPBACK + " or an address to listen on");
        }
        if (users.stream().map(ConsoleUser::name).distinct().count() != users.size()) {
            throw new IllegalArgumentException("console users " + users + ": a name stands twice");
        }
    }
}
