package io.tieline.update.source;

import io.tieline.update.release.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one archive over HTTPS (RFC 9110), and goes on where it was cut off, by connection or by power.
 *
 * <p>What it fetches is not believed: that is the matter of the signatures. One call makes one attempt; it is not
 * thread-safe.
 */
public final class Download {

    private static final int BUFFER_BYTES = 1 << 16;
    /** Goes to the disk after so much; more than that is not trusted after a power cut. */
    private static final int SYNC_BYTES = 1 << 20;
    /** A release may be 1 GiB, its manifest comes on top. */
    private static final long LARGEST = (1L << 30) + (16L << 20);

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HttpClient http;
    private final URI from;
    private final Path part;
    private final Path partOf;
    private final Path last;
    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private final Pace.Pause pause;

    /**
     * @param from https; http only from this machine itself
     * @param folder for what has come so far
     * @param bytesPerSecond the most that is taken of the line; 0: as fast as it goes
     * @throws IllegalArgumentException if the address is none of those
     */
    public Download(URI from, Path folder, long bytesPerSecond) {
        this(from, folder, bytesPerSecond, System::nanoTime, duration -> Thread.sleep(duration.toMillis()));
    }

    Download(URI from, Path folder, long bytesPerSecond, LongSupplier nanos, Pace.Pause pause) {
        if (!"https".equals(from.getScheme()) && !isLoopback(from)) {
            throw new IllegalArgumentException("the address of releases must begin with https://, not " + from);
        }
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        this.from = from;
        this.part = folder.resolve("download.part");
        this.partOf = folder.resolve("download.of");
        this.last = folder.resolve("download.last");
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.pause = pause;
    }

    private static boolean isLoopback(URI uri) {
        @Nullable String host = uri.getHost();
        return "http".equals(uri.getScheme()) && host != null && host.matches("127(\\.\\d{1,3}){3}|\\[::1]");
    }

    /**
     * Fetches what is there, if it is another than the last one.
     *
     * @param target where it is put once it is whole
     * @return whether there was one
     * @throws IOException if it did not come as a whole; a later call goes on
     */
    public boolean fetch(Path target) throws IOException, InterruptedException {
        long have = usable();
        HttpResponse<InputStream> answer = http.send(request(have), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            switch (answer.statusCode()) {
                case NOT_MODIFIED -> {
                    return false;
                }
                case PARTIAL -> receive(body, answer, resumedAt(answer, have));
                case OK -> {
                    Durable.write(partOf, from + "\n" + validator(answer).orElse("") + "\n");
                    receive(body, answer, 0);
                }
                case RANGE_NOT_SATISFIABLE -> {
                    Files.deleteIfExists(part);
                    throw new IOException(from + " has become shorter; it is fetched from its beginning");
                }
                default -> throw new IOException(from + " answers " + answer.statusCode());
            }
        }
        Durable.move(part, target);
        Durable.move(partOf, last);
        return true;
    }

    /** What was fetched last is of no use; it is fetched again even if it is still the same. */
    public void forget() throws IOException {
        Files.deleteIfExists(last);
    }

    /** Bytes that have come of what is not whole yet. */
    public long received() {
        return part.toFile().length();
    }

    /** The bytes that are surely on the disk and belong to what the server may still have. */
    private long usable() throws IOException {
        if (!Files.exists(part) || validator(partOf).isEmpty()) {
            return 0;
        }
        return Math.max(0, Files.size(part) - SYNC_BYTES);
    }

    private HttpRequest request(long have) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(from).timeout(ANSWER).GET();
        Optional<String> begun = validator(partOf);
        Optional<String> known = validator(last);
        if (have > 0 && begun.isPresent()) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", begun.get());
        } else {
            known.ifPresent(tag -> request.header("If-None-Match", tag));
        }
        return request.build();
    }

    /** The strong entity tag in a file of ours, if it is about the same address. */
    private Optional<String> validator(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == 2
                        && lines.get(0).equals(from.toString())
                        && !lines.get(1).isEmpty()
                ? Optional.of(lines.get(1))
                : Optional.empty();
    }

    private static Optional<String> validator(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").filter(tag -> tag.startsWith("\""));
    }

    private static long resumedAt(HttpResponse<?> answer, long have) throws IOException {
        String range = answer.headers().firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + have + "-")) {
            throw new IOException("the server answers with " + range + ", bytes from " + have + " were asked for");
        }
        return have;
    }

    private void receive(InputStream body, HttpResponse<?> answer, long at) throws IOException, InterruptedException {
        long expected = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (at + expected > LARGEST) {
            throw new IOException(from + " is larger than any release");
        }
        Pace pace = new Pace(bytesPerSecond, nanos, pause);
        byte[] buffer = new byte[BUFFER_BYTES];
        long position = at;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(at).position(at);
            long synced = at;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                position += read;
                if (position > LARGEST) {
                    throw new IOException(from + " is larger than any release");
                }
                for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read); bytes.hasRemaining(); ) {
                    out.write(bytes);
                }
                if (position - synced >= SYNC_BYTES) {
                    out.force(true);
                    synced = position;
                }
                pace.passed(read);
            }
            out.force(true);
        }
        if (expected >= 0 && position - at != expected) {
            throw new IOException(from + " ended after " + position + " bytes");
        }
    }
}
