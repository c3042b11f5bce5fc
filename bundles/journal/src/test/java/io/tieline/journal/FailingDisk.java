package io.tieline.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A real ext4 of its own that turns read-only under open files, as Linux does with a disk that gives errors
 * ({@code errors=remount-ro}); tests that use it are skipped where none may be mounted.
 */
final class FailingDisk implements AutoCloseable {

    private final Path image;
    private final Path mounted;

    FailingDisk(Path image, Path mounted) throws IOException, InterruptedException {
        this.image = image;
        this.mounted = mounted;
        Files.createDirectories(mounted);
        boolean made = TinyDisk.run("truncate", "-s", "16M", image.toString())
                && TinyDisk.run("mkfs.ext4", "-q", "-O", "^has_journal", image.toString());
        Assumptions.assumeTrue(made && mount(), "an ext4 can only be made and mounted by root, with a loop device");
    }

    private boolean mount() throws IOException, InterruptedException {
        return TinyDisk.run("mount", "-o", "loop,errors=remount-ro", image.toString(), mounted.toString());
    }

    /** As after an error of the medium. */
    void fail() throws IOException {
        String device = Files.getFileStore(mounted).name();
        Files.writeString(
                Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString(), "trigger_fs_error"), "tested");
    }

    /** What an administrator does: check it and mount it again, which takes that nobody has a file open there. */
    void repair() throws IOException, InterruptedException {
        if (!TinyDisk.run("umount", mounted.toString())) {
            throw new IOException("somebody still uses " + mounted);
        }
        TinyDisk.run("e2fsck", "-f", "-y", image.toString());
        if (!mount()) {
            throw new IOException("cannot mount " + image + " again");
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!TinyDisk.run("umount", "-l", mounted.toString())) {
            throw new IOException("cannot unmount " + mounted);
        }
    }
}
