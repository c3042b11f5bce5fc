package io.tieline.kura.debian;

import io.tieline.update.release.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the gateway and the updater, who is root, leave word for each other.
 *
 * <p>The gateway writes into {@link #folder} only, which is its own; the updater writes into the home around it only, where
 * the gateway may read. So a gateway that was taken over can make the updater write or delete nothing.
 *
 * @param home of root's
 */
public record Spool(Path home) {

    /** As the Debian package lays it out. */
    public static final Path USUAL_HOME = Path.of("/var/lib/kura-tieline");

    /** No word is longer. */
    private static final int MOST_BYTES = 4096;

    /**
     * What the gateway asks for: to install what lies in {@link #release}.
     *
     * @param version it has
     * @param probation within this long it has to prove itself
     */
    public record Request(String version, Duration probation) {}

    /** How a version that was installed does, in the words of the gateway in it. */
    public enum Health {
        /** Somebody watches over it. */
        WATCHED,
        /** It has proved itself. */
        PROVED,
        /** It has to go. */
        GIVEN_UP
    }

    /** The gateway's own. */
    public Path folder() {
        return home.resolve("spool");
    }

    /** The release that is asked for: its files, its manifest, its signatures. */
    public Path release() {
        return folder().resolve("release");
    }

    private Path request() {
        return folder().resolve("request");
    }

    private Path report() {
        return folder().resolve("report");
    }

    private Path pending() {
        return home.resolve("request");
    }

    private Path answers() {
        return home.resolve("answer");
    }

    /** Asks; what was reported of a version before is forgotten. */
    public void ask(Request request) throws IOException {
        Files.deleteIfExists(report());
        Durable.write(request(), request.version() + "\n" + request.probation().toSeconds() + "\n");
    }

    /** Takes a request back; whether nobody had taken it up. */
    public boolean withdraw() throws IOException {
        return Files.deleteIfExists(request());
    }

    /** Reports how that version does. */
    public void report(String version, Health health) throws IOException {
        Durable.write(report(), version + "\n" + health + "\n");
    }

    /** What the gateway reports of that version; empty: nothing, or nothing that can be read. */
    public Optional<Health> reported(String version) {
        try {
            List<String> lines = read(report());
            return lines.size() < 2 || !lines.get(0).equals(version)
                    ? Optional.empty()
                    : Optional.of(Health.valueOf(lines.get(1)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Why that version is not there; empty: the updater has not said a word about it. */
    public Optional<String> answer(String version) throws IOException {
        List<String> lines = Files.exists(answers()) ? read(answers()) : List.of();
        return lines.size() < 2 || !lines.get(0).equals(version) ? Optional.empty() : Optional.of(lines.get(1));
    }

    /** Tells why that version is not there. */
    void answer(String version, String reason) throws IOException {
        Durable.write(answers(), version + "\n" + reason.replaceAll("\\R", " ") + "\n");
    }

    /** Takes a request up; one at a time, and not before the one before is {@link #done}. */
    Optional<Request> takeUp() throws IOException {
        Path taken = home.resolve("request.taken");
        // Whatever was said about the same version before is not said about this request.
        Files.deleteIfExists(answers());
        try {
            // One rename: afterwards the gateway can no longer withdraw it, and a link is moved, not followed.
            Files.move(request(), taken, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            List<String> lines = read(taken);
            Request request = new Request(lines.get(0), Duration.ofSeconds(Long.parseLong(lines.get(1))));
            Durable.write(pending(), String.join("\n", lines) + "\n");
            return Optional.of(request);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("the request in " + request() + " cannot be read; it is dropped", e);
        } finally {
            Files.deleteIfExists(taken);
        }
    }

    /** The request that was taken up and is not done. */
    Optional<Request> pendingRequest() throws IOException {
        if (!Files.exists(pending())) {
            return Optional.empty();
        }
        List<String> lines = read(pending());
        return Optional.of(new Request(lines.get(0), Duration.ofSeconds(Long.parseLong(lines.get(1)))));
    }

    void done() throws IOException {
        Files.deleteIfExists(pending());
    }

    private static List<String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
