package io.tieline.update;

import io.tieline.update.release.Platform;
import java.nio.file.Path;
import java.time.Duration;

/** What the gateway is installed in, where that is not the standalone runtime; knows how its packages are exchanged. */
public interface Host {

    Platform platform();

    /**
     * One that goes on where the one before was.
     *
     * @param folder its own, for what it keeps over an update
     * @param probation within this long a release proves itself or is taken back
     * @param beforeRestart is run when this gateway is about to be stopped for another
     */
    Installer installer(Path folder, Duration probation, Runnable beforeRestart);
}
