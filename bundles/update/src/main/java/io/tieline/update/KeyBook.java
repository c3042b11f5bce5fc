package io.tieline.update;

import io.tieline.update.release.Durable;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys that count now: those pinned at installation, or those a confirmed release has put in their place. Who pins
 * others afterwards is believed again.
 *
 * <p>The file's first line names the pinned keys the others have come from, the rest are these others.
 */
final class KeyBook {

    private final Trust pinned;
    private final Path file;
    private final Path next;

    KeyBook(Trust pinned, Path directory) {
        this.pinned = pinned;
        this.file = directory.resolve("keys");
        this.next = directory.resolve("keys.confirmed");
    }

    Trust trust() throws IOException {
        if (!Files.exists(file)) {
            return pinned;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(origin())) {
            return pinned;
        }
        try {
            return new Trust(lines.stream().skip(1).map(ReleaseKeys::parse).toList(), pinned.approvingKeys());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged; delete it to trust the keys pinned at installation again", e);
        }
    }

    /** These keys count once the release that brings them is confirmed. */
    void announce(List<String> keys) throws IOException {
        forget();
        if (!keys.isEmpty()) {
            Durable.write(next, origin() + "\n" + String.join("\n", keys) + "\n");
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(next);
    }

    void confirm() throws IOException {
        if (Files.exists(next)) {
            Durable.move(next, file);
        }
    }

    private String origin() {
        return pinned.releaseKeys().stream()
                .map((PublicKey key) -> ReleaseKeys.id(key))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
