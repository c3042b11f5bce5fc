package io.tieline.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.update.UpdateAgent.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseOrderTest {

    private static final byte[] RELEASE = "a release".getBytes();

    private final Path folder;
    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private final AtomicBoolean broken = new AtomicBoolean();
    private final HttpServer server;

    ReleaseOrderTest(@TempDir Path folder) throws IOException {
        this.folder = folder.resolve("ordered");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean same = exchange.getRequestHeaders().containsKey("If-None-Match");
            exchange.sendResponseHeaders(
                    broken.get() ? 503 : same ? 304 : 200, broken.get() || same ? -1 : RELEASE.length);
            if (!broken.get() && !same) {
                exchange.getResponseBody().write(RELEASE);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsOrderedComesOnceAndTheSameMayBeOrderedAgain() throws Exception {
        ReleaseOrder order = order();
        assertThat(order.next()).isEmpty();
        assertThat(order.isPending()).isFalse();
        for (String id : new String[] {"wave-1", "wave-2"}) {
            order.place(id, address());
            assertThat(order.isPending()).isTrue();
            await().until(() -> order.next().isPresent());
            Path release = order.next().orElseThrow();
            assertThat(release).hasBinaryContent(RELEASE);
            assertThat(order.wish()).isEqualTo(Wish.DELIBERATE);
            order.taken(release);
            assertThat(order.next()).isEmpty();
            assertThat(order.isPending()).isFalse();
            assertThat(order.id()).isEqualTo(id);
        }
        order.close();
    }

    @Test
    void anOrderOutlivesAPowerCutAndItsIdTheUpdate() throws Exception {
        broken.set(true);
        ReleaseOrder first = order();
        first.place("wave-1", address());
        first.close();
        broken.set(false);
        ReleaseOrder second = order();
        assertThat(second.isPending()).isTrue();
        assertThat(second.id()).isEqualTo("wave-1");
        await().until(() -> second.next().isPresent());
        second.taken(second.next().orElseThrow());
        second.close();
        ReleaseOrder third = order();
        assertThat(third.isPending()).isFalse();
        assertThat(third.id()).isEqualTo("wave-1");
        assertThat(Files.exists(folder.resolve("order"))).isFalse();
    }

    @Test
    void nothingIsFetchedOverALineAnybodyCanChange() throws Exception {
        ReleaseOrder order = order();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.place("x", URI.create("http://releases.example/x.tlp")))
                .withMessageContaining("https://");
        assertThat(order.isPending()).isFalse();
        assertThat(order.id()).isEmpty();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/release.tlp");
    }

    private ReleaseOrder order() throws IOException {
        return new ReleaseOrder(folder, 0, alarms);
    }
}
