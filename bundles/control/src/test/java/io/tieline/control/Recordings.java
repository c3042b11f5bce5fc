package io.tieline.control;

import java.nio.file.Path;
import java.util.Optional;

/** Where recordings lie that are used where present and never part of the project. */
final class Recordings {

    private Recordings() {}

    static Path folder() {
        return Optional.ofNullable(System.getProperty("tieline.data"))
                .or(() -> Optional.ofNullable(System.getenv("TIELINE_DATA")))
                .map(Path::of)
                .orElseGet(() -> Path.of("../../../shared/data"));
    }
}
