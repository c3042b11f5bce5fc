package io.tieline.gateway.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The releases that lie in a folder: archives ({@code *.tlp}), and folders with a manifest. */
final class ReleaseFolders {

    private static final String ARCHIVE = ".tlp";

    private final Path folder;
    private Map<Path, Long> seen = Map.of();

    ReleaseFolders(Path folder) {
        this.folder = folder;
    }

    /** The first one that has not grown since the last look: one that grows is still being copied. */
    Optional<Path> whole() throws IOException {
        Map<Path, Long> now = new HashMap<>();
        List<Path> releases = releases();
        for (Path release : releases) {
            now.put(release, size(release));
        }
        Map<Path, Long> earlier = seen;
        seen = now;
        return releases.stream()
                .filter(release -> Objects.equals(now.get(release), earlier.get(release)))
                .findFirst();
    }

    private List<Path> releases() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(ARCHIVE) || Files.exists(path.resolve("manifest.json")))
                    .sorted()
                    .toList();
        }
    }

    static long size(Path release) throws IOException {
        long size = 0;
        try (Stream<Path> all = Files.walk(release)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
