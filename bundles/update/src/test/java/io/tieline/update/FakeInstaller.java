package io.tieline.update;

import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class FakeInstaller implements Installer {
    final List<String> calls = new ArrayList<>();
    Effect effect = Effect.NOW;
    boolean failing;
    Running running = Running.PREVIOUS;
    Optional<String> refusal = Optional.empty();
    Optional<String> lost = Optional.empty();

    @Override
    public Optional<String> refusal() {
        return refusal;
    }

    @Override
    public void check(Path release, ReleaseManifest manifest) {
        calls.add("check " + manifest.counter());
    }

    @Override
    public void snapshot() {
        calls.add("snapshot");
    }

    @Override
    public Effect install(Path release, ReleaseManifest manifest) throws IOException {
        if (failing) {
            failing = false;
            throw new IOException("disk full");
        }
        calls.add("install " + manifest.counter());
        running = Running.INSTALLED;
        return effect;
    }

    @Override
    public Running running() {
        return running;
    }

    @Override
    public String whyNotInstalled() {
        return "";
    }

    @Override
    public void restart() {
        calls.add("restart");
    }

    @Override
    public Optional<String> restorePrevious() throws IOException {
        if (failing) {
            throw new IOException("disk full");
        }
        calls.add("restore");
        running = Running.PREVIOUS;
        return lost;
    }

    @Override
    public void keep() {
        calls.add("keep");
    }
}
