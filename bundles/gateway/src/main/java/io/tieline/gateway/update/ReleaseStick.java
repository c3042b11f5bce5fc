package io.tieline.gateway.update;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.release.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A folder that is only read, a USB stick for instance: each release in it is looked at once. */
final class ReleaseStick implements ReleaseSource {

    private final ReleaseFolders releases;
    private final Map<Path, Long> done = new HashMap<>();

    ReleaseStick(Path folder) {
        this.releases = new ReleaseFolders(folder);
    }

    @Override
    public Wish wish() {
        return Wish.AUTOMATIC;
    }

    @Override
    public Optional<Path> next() throws IOException {
        Optional<Path> release = releases.whole();
        return release.isPresent()
                        && Long.valueOf(ReleaseFolders.size(release.get())).equals(done.get(release.get()))
                ? Optional.empty()
                : release;
    }

    @Override
    public void taken(Path release) throws IOException {
        done.put(release, ReleaseFolders.size(release));
    }

    @Override
    public void refused(Path release, RefusedException why) throws IOException {
        taken(release);
    }
}
