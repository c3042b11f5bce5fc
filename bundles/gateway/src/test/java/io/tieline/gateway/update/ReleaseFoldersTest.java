package io.tieline.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFoldersTest {

    private final Path folder;

    ReleaseFoldersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aReleaseThatStillGrowsIsLeftAlone() throws Exception {
        ReleaseFolders releases = new ReleaseFolders(folder);
        Path file = Files.writeString(folder.resolve("a.tlp"), "half");
        assertThat(releases.whole()).isEmpty();
        Files.writeString(file, "half and more");
        assertThat(releases.whole()).isEmpty();
        assertThat(releases.whole()).contains(file);
    }

    @Test
    void foldersWithAManifestAreReleasesOtherThingsAreNot() throws Exception {
        Path release = Files.createDirectory(folder.resolve("release"));
        Files.writeString(release.resolve("manifest.json"), "{}");
        Files.createDirectory(folder.resolve("holiday"));
        Files.writeString(folder.resolve("notes.txt"), "x");
        ReleaseFolders releases = new ReleaseFolders(folder);
        releases.whole();
        assertThat(releases.whole()).contains(release);
    }

    @Test
    void anInboxEmptiesItselfAndPutsAsideWhatWasRefused() throws Exception {
        ReleaseInbox inbox = new ReleaseInbox(folder);
        Path good = Files.writeString(folder.resolve("good.tlp"), "x");
        inbox.taken(good);
        assertThat(good).doesNotExist();
        Path bad = Files.createDirectory(folder.resolve("bad"));
        Files.writeString(bad.resolve("manifest.json"), "{}");
        inbox.refused(bad, new RefusedException(Reason.ALTERED, "no"));
        assertThat(folder.resolve("bad.refused/manifest.refused")).exists();
        inbox.next();
        assertThat(inbox.next()).isEmpty();
    }

    @Test
    void aStickIsLookedAtOnceAndNeverWrittenTo() throws Exception {
        Path file = Files.writeString(folder.resolve("a.tlp"), "x");
        ReleaseStick stick = new ReleaseStick(folder);
        stick.next();
        assertThat(stick.next()).contains(file);
        stick.refused(file, new RefusedException(Reason.OLDER, "no"));
        assertThat(stick.next()).isEmpty();
        assertThat(file).hasContent("x");
    }
}
