package io.tieline.gateway.update;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.release.Durable;
import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder people put releases into: what was taken is gone from it, what was refused gets another name. */
final class ReleaseInbox implements ReleaseSource {

    private final ReleaseFolders releases;

    ReleaseInbox(Path folder) throws IOException {
        this.releases = new ReleaseFolders(Files.createDirectories(folder));
    }

    @Override
    public Wish wish() {
        return Wish.DELIBERATE;
    }

    @Override
    public Optional<Path> next() throws IOException {
        return releases.whole();
    }

    @Override
    public void taken(Path release) throws IOException {
        Durable.delete(release);
    }

    @Override
    public void refused(Path release, RefusedException why) throws IOException {
        Path aside = release.resolveSibling(release.getFileName() + ".refused");
        Durable.delete(aside);
        Files.move(release, aside);
        if (Files.exists(aside.resolve("manifest.json"))) {
            // Without its manifest nobody takes the folder for a release again.
            Files.move(aside.resolve("manifest.json"), aside.resolve("manifest.refused"));
        }
    }
}
