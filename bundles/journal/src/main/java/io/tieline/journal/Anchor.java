package io.tieline.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The newest link of the chain of events, kept beside the database: without it nobody could tell that the newest events
 * were cut off.
 *
 * <p>It proves as much as the file is out of reach of whoever altered the database; a copy of it elsewhere proves more.
 *
 * @param position of the newest event
 * @param events in the chain up to it
 * @param hash of its row
 */
record Anchor(long position, long events, byte[] hash) {

    static final String FILE = "journal.anchor";

    /** {@code position events hash}, written as a whole or not at all. */
    void write(Path directory) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        Files.writeString(fresh, position + " " + events + " " + HexFormat.of().formatHex(hash) + "\n");
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The anchor of a directory, if it has one that can be read. */
    static Optional<Anchor> read(Path directory) {
        try {
            String[] parts = Files.readString(directory.resolve(FILE)).strip().split(" ");
            return Optional.of(new Anchor(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    HexFormat.of().parseHex(parts[2])));
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Anchor anchor
                && anchor.position == position
                && anchor.events == events
                && Arrays.equals(anchor.hash, hash);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position);
    }
}
