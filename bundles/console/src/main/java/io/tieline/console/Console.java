package io.tieline.console;

import io.tieline.model.EventSink;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

/** The running operator page and its REST. */
public final class Console implements AutoCloseable {

    private final URI uri;

    private Console(URI uri) {
        this.uri = uri;
    }

    /**
     * Serves until closed.
     *
     * @param metrics the text of {@code /metrics}
     * @param events is told of lock-outs and of nothing else
     * @param clock the site's
     * @throws IOException if the port is taken or the certificate cannot be used; the message says what to do
     */
    public static Console start(
            ConsoleSettings settings, ConsoleData data, Supplier<String> metrics, EventSink events, SiteClock clock)
            throws IOException {
        throw new IOException("console is not built yet: " + settings.port());
    }

    /** Where the page is, with the real port. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {}
}
