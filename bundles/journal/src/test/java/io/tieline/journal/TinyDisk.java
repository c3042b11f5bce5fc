package io.tieline.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a few megabytes; tests that use it are skipped where none may be mounted. */
final class TinyDisk implements AutoCloseable {

    private final Path directory;

    TinyDisk(Path directory, int megabytes) throws IOException, InterruptedException {
        this.directory = directory;
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        Assumptions.assumeTrue(mounted, "a tmpfs can only be mounted by root");
    }

    /** Takes all the room there is. */
    void fill() throws IOException {
        try (var filler = Files.newOutputStream(directory.resolve("filler"))) {
            byte[] page = new byte[4096];
            while (true) {
                filler.write(page);
            }
        } catch (IOException full) {
            // That was the purpose.
        }
    }

    void makeRoom() throws IOException {
        Files.delete(directory.resolve("filler"));
    }

    void makeReadOnly(boolean readOnly) throws IOException, InterruptedException {
        // A file system with files open for writing cannot become read-only, so it is done by force.
        if (!run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), directory.toString())) {
            throw new IOException("cannot remount " + directory);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!run("umount", "-l", directory.toString())) {
            throw new IOException("cannot unmount " + directory);
        }
    }

    static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
