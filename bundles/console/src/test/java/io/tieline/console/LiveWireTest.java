package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client on a real connection that reads nothing. */
@Timeout(60)
class LiveWireTest {

    private static final String MORE_THAN_ANY_BUFFER = "x".repeat(8_000_000);

    private final Path directory;

    LiveWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void droppingInTheMiddleOfAWriteEndsTheConnection() throws Exception {
        CompletableFuture<LiveWire> joined = new CompletableFuture<>();
        ConsoleSettings settings =
                new ConsoleSettings(ConsoleSettings.LOOPBACK, 0, directory, List.of(), Optional.empty());
        Handler handler = new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                joined.complete(new LiveWire(response, callback));
                return true;
            }
        };
        try (PageServer server = PageServer.start(settings, ServerCertificate.load(settings, Instant.now()), handler);
                Socket client = trustingAll().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            LiveWire wire = joined.get();
            AtomicBoolean done = new AtomicBoolean();
            AtomicBoolean failed = new AtomicBoolean();
            wire.write(MORE_THAN_ANY_BUFFER, () -> done.set(true), () -> failed.set(true));
            wire.drop("the client does not take its data");
            await().atMost(Duration.ofSeconds(10)).untilTrue(failed);
            assertThat(done).isFalse();
            assertThat(readAll(client)).isLessThan(MORE_THAN_ANY_BUFFER.length());
        }
    }

    /** How much came before the end, however the end came. */
    private static long readAll(Socket client) throws IOException {
        client.setSoTimeout(10_000);
        byte[] buffer = new byte[65_536];
        long total = 0;
        try {
            for (int read = client.getInputStream().read(buffer);
                    read >= 0;
                    read = client.getInputStream().read(buffer)) {
                total += read;
            }
        } catch (SocketException | SSLException e) {
            // A reset is an end, too.
        }
        return total;
    }

    private static SSLContext trustingAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }
}
