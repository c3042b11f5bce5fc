package io.tieline.update.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final long SEED = 20261125;

    private final Path folder;
    private final HttpServer server;
    private final List<String> ranges = new ArrayList<>();
    private byte[] content = new byte[3_500_000];
    private String tag = "\"one\"";
    private long cutAfter = Long.MAX_VALUE;
    private long nanos;
    private Duration paused = Duration.ZERO;

    DownloadTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        new Random(SEED).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWholeFileComesAtOnce() throws Exception {
        assertThat(download(0).fetch(target())).isTrue();
        assertThat(target()).hasBinaryContent(content);
        assertThat(folder.resolve("download.part")).doesNotExist();
    }

    @Test
    void theSameFileComesOnlyOnceUnlessItWasOfNoUse() throws Exception {
        Download download = download(0);
        download.fetch(target());
        assertThat(download(0).fetch(target())).isFalse();
        download.forget();
        assertThat(download.fetch(target())).isTrue();
        tag = "\"two\"";
        assertThat(download.fetch(target())).isTrue();
    }

    @Test
    void itGoesOnWhereTheConnectionWasCutAtAnyOffset() throws Exception {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 10; trial++) {
            ranges.clear();
            cutAfter = 1_100_000 + random.nextInt(1_000_000);
            while (cutOff(download(0))) {
                assertThat(ranges.size())
                        .as("attempts with seed %d, trial %d", SEED, trial)
                        .isLessThan(100);
            }
            assertThat(target()).hasBinaryContent(content);
            assertThat(ranges).hasSizeGreaterThan(1).element(1).asString().startsWith("bytes=");
            tag = "\"trial-" + trial + "\"";
        }
    }

    @Test
    void anotherFileAtTheSameAddressIsNotPutTogetherWithTheFirst() throws Exception {
        cutAfter = 2_000_000;
        assertThat(cutOff(download(0))).isTrue();
        content = Arrays.copyOf(content, 2_800_000);
        content[0]++;
        tag = "\"two\"";
        cutAfter = Long.MAX_VALUE;
        assertThat(download(0).fetch(target())).isTrue();
        assertThat(target()).hasBinaryContent(content);
    }

    @Test
    void theLineIsNotTakenForMoreThanItsShare() throws Exception {
        assertThat(download(1_000_000).fetch(target())).isTrue();
        assertThat(paused.toMillis()).isBetween(3400L, 3501L);
    }

    @Test
    void onlyThisMachineMayBeAskedWithoutTls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Download(URI.create("http://releases.example/x"), folder, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Download(URI.create("http://127.0.0.1.releases.example/x"), folder, 0));
    }

    @Test
    void anAnswerThatIsNoFileIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> new Download(address("/missing"), folder, 0).fetch(target()))
                .withMessageContaining("404");
    }

    private boolean cutOff(Download download) throws InterruptedException {
        try {
            return !download.fetch(target());
        } catch (IOException e) {
            return true;
        }
    }

    private Path target() {
        return folder.resolve("release.tlp");
    }

    private Download download(long bytesPerSecond) {
        return new Download(address("/release.tlp"), folder, bytesPerSecond, () -> nanos, duration -> {
            paused = paused.plus(duration);
            nanos += duration.toNanos();
        });
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/missing")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        var asked = exchange.getRequestHeaders();
        String range = asked.getFirst("Range");
        ranges.add(String.valueOf(range));
        if (tag.equals(asked.getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        int from = range != null && tag.equals(asked.getFirst("If-Range"))
                ? Integer.parseInt(range.replaceAll("\\D", ""))
                : 0;
        exchange.getResponseHeaders().add("ETag", tag);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        int length = (int) Math.min(content.length - from, cutAfter);
        try (exchange) {
            exchange.getResponseBody().write(content, from, length);
        }
    }
}
