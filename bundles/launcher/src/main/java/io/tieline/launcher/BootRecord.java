package io.tieline.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What is to be started, as it stands in a file that survives power cuts; one line for each component.
 *
 * @param installation the fingerprint of the installation this is about; with another one it means nothing
 * @param current the bundles that are started; {@link BundleSet#INSTALLED}: those of the installation
 * @param trial the bundles that are started in their place until they are kept or given up
 * @param startsLeft how often the trial is started before it is given up
 * @param takeOverSeconds the trial is given up if nobody in it has reported by then
 * @param failure why the last trial was given up, in words; empty: it was not
 */
record BootRecord(
        String installation, BundleSet current, BundleSet trial, int startsLeft, int takeOverSeconds, String failure) {

    private static final int LINES = 8;

    private static BootRecord none(String installation, Renames renames) {
        return new BootRecord(installation, BundleSet.installed(renames), BundleSet.INSTALLED, 0, 0, "");
    }

    boolean hasTrial() {
        return !trial.isInstalled();
    }

    /**
     * With other bundles on trial.
     *
     * @param renames what they name otherwise than the current ones
     */
    BootRecord tryOut(String plugins, Renames renames, int starts, int within) {
        BundleSet next = new BundleSet(plugins, current.renames().and(renames));
        return new BootRecord(installation, current, next, starts, within, "");
    }

    BootRecord started() {
        return new BootRecord(installation, current, trial, startsLeft - 1, takeOverSeconds, failure);
    }

    BootRecord givenUp(String why) {
        return new BootRecord(installation, current, BundleSet.INSTALLED, 0, 0, why.replaceAll("\\R", " "));
    }

    BootRecord kept() {
        return new BootRecord(installation, trial, BundleSet.INSTALLED, 0, 0, "");
    }

    BootRecord backToInstallation(String why) {
        return new BootRecord(
                installation,
                BundleSet.installed(current.renames()),
                trial,
                startsLeft,
                takeOverSeconds,
                why.replaceAll("\\R", " "));
    }

    /**
     * A file that is not one of ours says nothing: the installation is started, and a trial that stood in it counts as given
     * up. One about another installation says how the configuration may still name its keys, and nothing else.
     */
    static BootRecord read(Path file, String installation) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() == LINES) {
                BundleSet current = new BundleSet(lines.get(1), Renames.parse(lines.get(2)));
                return lines.get(0).equals(installation)
                        ? new BootRecord(
                                installation,
                                current,
                                new BundleSet(lines.get(3), Renames.parse(lines.get(4))),
                                Integer.parseInt(lines.get(5)),
                                Integer.parseInt(lines.get(6)),
                                lines.get(7))
                        : none(installation, current.renames());
            }
        } catch (IOException | IllegalArgumentException e) {
            // Absent or damaged.
        }
        return none(installation, Renames.NONE);
    }

    void write(Path file) throws IOException {
        String text = String.join(
                "\n",
                installation,
                current.plugins(),
                current.renames().toString(),
                trial.plugins(),
                trial.renames().toString(),
                "" + startsLeft,
                "" + takeOverSeconds,
                failure,
                "");
        Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path next = folder.resolve(file.getFileName() + ".next");
        Files.writeString(
                next,
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            // Without this the rename itself can be lost in a power cut (POSIX: the directory is a file of its own).
            entry.force(true);
        }
    }
}
