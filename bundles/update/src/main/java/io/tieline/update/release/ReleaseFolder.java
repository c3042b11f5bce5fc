package io.tieline.update.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A release that lies unpacked, on a stick for instance. */
final class ReleaseFolder implements ReleaseFiles {

    /** Deeper than any path a manifest may name. */
    private static final int DEPTH = 16;

    private final Path folder;

    ReleaseFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Set<String> names() throws IOException, RefusedException {
        Set<String> names = new TreeSet<>();
        // Links are not followed: what they lead to is not part of the release.
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            for (Path file : all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                names.add(folder.relativize(file).toString().replace('\\', '/'));
            }
        }
        return names;
    }

    @Override
    public InputStream open(String name) throws IOException, RefusedException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw ReleaseFiles.missing(name);
        }
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
