package io.tieline.gateway.update;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where releases come from. Asked by one thread, again and again. */
interface ReleaseSource extends AutoCloseable {

    Wish wish();

    /** A release nobody has looked at yet: a folder or an archive. */
    Optional<Path> next() throws IOException;

    /** It is checked and kept elsewhere. */
    void taken(Path release) throws IOException;

    void refused(Path release, RefusedException why) throws IOException;

    @Override
    default void close() {
        // Most hold nothing.
    }
}
