package io.tieline.rig.accept.update;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Serves one file and hangs up in the middle of it, again and again. */
final class CuttingServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final String TAG = "\"release\"";

    private final HttpServer server;
    private final Path file;
    private final Deque<Integer> cuts = new ArrayDeque<>();
    private final List<Long> asked = new CopyOnWriteArrayList<>();

    /**
     * @param times it hangs up, after between one and four megabytes
     */
    CuttingServer(Path file, int times, long seed) throws IOException {
        this.file = file;
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            cuts.add((2 << 20) + random.nextInt(2 << 20));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/release.tlp", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/release.tlp");
    }

    /** The offsets at which it was asked to go on. */
    List<Long> resumed() {
        return asked.stream().filter(offset -> offset > 0).toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        @Nullable String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null && TAG.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(NOT_MODIFIED, -1);
            exchange.close();
            return;
        }
        long from = range == null ? 0 : Long.parseLong(range.replaceAll("\\D", ""));
        asked.add(from);
        @Nullable Integer cut = cuts.poll();
        try (exchange;
                FileChannel channel = FileChannel.open(file);
                InputStream content = Channels.newInputStream(channel.position(from))) {
            exchange.getResponseHeaders().add("ETag", TAG);
            if (range != null) {
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + from + "-" + (channel.size() - 1) + "/" + channel.size());
            }
            exchange.sendResponseHeaders(range == null ? OK : PARTIAL, channel.size() - from);
            if (cut == null) {
                content.transferTo(exchange.getResponseBody());
            } else {
                exchange.getResponseBody().write(content.readNBytes(cut));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
