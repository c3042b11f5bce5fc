package io.tieline.console;

import io.tieline.model.EventSink;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The running operator page and its REST. */
public final class Console implements AutoCloseable {

    /** Twice a second: faster than this nobody reads. */
    private static final long TICK_MILLIS = 500;

    private final PageServer server;
    private final LiveFeed feed;
    private final ScheduledExecutorService ticks;
    private final URI uri;

    private Console(PageServer server, LiveFeed feed, ScheduledExecutorService ticks, URI uri) {
        this.server = server;
        this.feed = feed;
        this.ticks = ticks;
        this.uri = uri;
    }

    /**
     * Serves until closed.
     *
     * @param actions what an operator may do
     * @param metrics the text of {@code /metrics}
     * @param events is told of addresses that guess passwords, and of nothing else
     * @param clock the site's
     * @throws IOException if the port is taken or the certificate cannot be used; the message says what to do
     */
    public static Console start(
            ConsoleSettings settings,
            ConsoleData data,
            OperatorActions actions,
            Supplier<String> metrics,
            EventSink events,
            SiteClock clock)
            throws IOException {
        // Certificates, sessions and waiting times are about real people: they run on real time, also in a demo.
        LongSupplier nanoTime = System::nanoTime;
        Gatekeeper gatekeeper = new Gatekeeper(settings.users(), new Sessions(nanoTime), events, clock, nanoTime);
        LiveFeed feed = new LiveFeed(new LivePicture(data), clock, nanoTime);
        Front front = new Front(
                StaticFiles.load(), new Api(data, metrics, clock), new Actions(actions), new Access(gatekeeper), feed);
        PageServer server = PageServer.start(settings, ServerCertificate.load(settings, Instant.now()), front);
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tieline-console-live");
            thread.setDaemon(true);
            return thread;
        });
        ticks.scheduleWithFixedDelay(new Tick(feed, events, clock), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return new Console(server, feed, ticks, uri(settings.host(), server.port()));
    }

    private static URI uri(String host, int port) {
        boolean isEverywhere = host.equals("0.0.0.0") || host.equals("::");
        String reachable = isEverywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("https://" + reachable + ":" + port + "/");
    }

    /** Where the page is, with the real port. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        feed.close();
        server.close();
    }
}
