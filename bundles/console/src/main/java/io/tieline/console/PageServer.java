package io.tieline.console;

import java.io.IOException;
import java.net.BindException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, kept small: one page for a handful of people. */
final class PageServer implements AutoCloseable {

    private static final int MAX_THREADS = 10;
    private static final int MIN_THREADS = 2;
    private static final int MAX_CONNECTIONS = 64;
    private static final long IDLE_MILLIS = 30_000;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final Server server;
    private final ServerConnector connector;

    private PageServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static PageServer start(ConsoleSettings settings, SSLContext tls, Handler handler) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("tieline-console");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        ServerConnector connector = connector(server, tls);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.addBean(new ConnectionLimit(MAX_CONNECTIONS, server));
        server.setHandler(handler);
        server.setStopTimeout(0);
        PageServer started = new PageServer(server, connector);
        // Jetty finds its own parts by the context class loader: never those of a server the platform may have.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(PageServer.class.getClassLoader());
        try {
            server.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw new IOException(explain(settings, e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ServerConnector connector(Server server, SSLContext tls) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        // The name is not checked: a gateway is reached by address as often as by name.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(tls);
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_MILLIS);
        // Else the kernel keeps megabytes for a client that does not read.
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        return connector;
    }

    private static String explain(ConsoleSettings settings, Exception e) {
        String where = settings.host() + ":" + settings.port();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "the console cannot listen on " + where + " (" + cause.getMessage()
                        + "): choose another console port, or stop what uses it";
            }
        }
        return "the console cannot start on " + where + ": " + e.getMessage();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // It serves nothing any more; what failed to stop dies with its daemon threads.
            server.destroy();
        }
    }
}
