package io.tieline.kura.debian;

import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;

/**
 * Whose packages root installs. Not the gateway's own list: who has taken the gateway over could add himself there.
 *
 * @param root of the machine
 */
record PinnedKeys(Path root) {

    /** One of these must have signed; PEM. */
    private static final Path RELEASE = Path.of("etc/kura-tieline/release.pem");

    /** If it is there, one of these as well. */
    private static final Path APPROVING = Path.of("etc/kura-tieline/approving.pem");

    void require() throws RefusedException {
        if (!Files.exists(root.resolve(RELEASE))) {
            throw new RefusedException(
                    Reason.UNKNOWN_KEY,
                    "the updater of this machine knows nobody who releases: have root put their public keys into /"
                            + RELEASE);
        }
    }

    /** @throws IllegalArgumentException if a file holds no keys; the message says what to do */
    Trust trust() throws RefusedException, IOException {
        require();
        Path approving = root.resolve(APPROVING);
        return new Trust(keys(root.resolve(RELEASE)), Files.exists(approving) ? keys(approving) : List.of());
    }

    private static List<PublicKey> keys(Path file) throws IOException {
        return ReleaseKeys.read(Files.readString(file));
    }
}
