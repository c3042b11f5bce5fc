package io.tieline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Decides which bundles are started: those of the installation, or those an update has brought. What is on trial is
 * given up by itself if it does not start, or ends, or nobody in it reports; neither the installation nor the
 * configuration is ever changed.
 *
 * <p>Thread-safe.
 */
final class Boot {

    /** One power cut does not cost an update; what kills the process is not started a third time. */
    private static final int STARTS = 2;

    private final LaunchOptions options;
    private final Path file;
    private BootRecord record;
    private boolean onTrial;

    Boot(LaunchOptions options) throws IOException {
        this.options = options;
        this.file = options.data().resolve("update/boot");
        this.record = BootRecord.read(file, fingerprint(options.home().resolve("plugins")));
    }

    /** Names and sizes of all jars: another installation has others. */
    private static String fingerprint(Path plugins) throws IOException {
        CRC32 crc = new CRC32();
        try (Stream<Path> files = Files.walk(plugins)) {
            for (Path jar : files.filter(Files::isRegularFile).sorted().toList()) {
                crc.update((plugins.relativize(jar) + " " + Files.size(jar) + "\n").getBytes());
            }
        }
        return Long.toHexString(crc.getValue());
    }

    /** The bundles to start now; counts the starts of a trial. */
    synchronized BundleSet next() throws IOException {
        if (record.hasTrial() && record.startsLeft() <= 0) {
            become(record.givenUp("it ended before it had proved itself"));
        }
        if (record.hasTrial() && !Files.isDirectory(Path.of(record.trial().plugins()))) {
            become(record.givenUp("its bundles are gone"));
        }
        onTrial = record.hasTrial();
        if (onTrial) {
            become(record.started());
            return record.trial();
        }
        if (!record.current().isInstalled()
                && !Files.isDirectory(Path.of(record.current().plugins()))) {
            become(record.backToInstallation("the bundles of the last update are gone"));
        }
        return record.current();
    }

    /** What {@link #next} gave did not start; whether there is something else to start. */
    synchronized boolean failed(String why) throws IOException {
        if (onTrial) {
            become(record.givenUp("it did not start: " + why));
            return true;
        }
        if (!record.current().isInstalled()) {
            become(record.backToInstallation("the last update does not start any more: " + why));
            return true;
        }
        return false;
    }

    synchronized boolean isOnTrial() {
        return onTrial;
    }

    synchronized BootRecord record() {
        return record;
    }

    /** Starts other bundles next; what they name otherwise comes to what the current ones did. */
    synchronized void tryOut(String plugins, Renames renames, int takeOverSeconds) throws IOException {
        become(record.tryOut(plugins, renames, STARTS, takeOverSeconds));
    }

    synchronized void giveUp(String why) throws IOException {
        if (record.hasTrial()) {
            become(record.givenUp(why));
        }
    }

    synchronized void keep() throws IOException {
        if (record.hasTrial()) {
            become(record.kept());
        }
        onTrial = false;
    }

    private void become(BootRecord next) throws IOException {
        next.write(file);
        record = next;
    }

    Path plugins(BundleSet set) {
        return set.isInstalled() ? options.home().resolve("plugins") : Path.of(set.plugins());
    }
}
