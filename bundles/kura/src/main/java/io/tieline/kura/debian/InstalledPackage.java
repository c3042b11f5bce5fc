package io.tieline.kura.debian;

import io.tieline.update.release.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The package as it is installed, made into a file again: dpkg keeps none, and whoever installed it may have thrown his away.
 *
 * @param work a folder of root's alone
 */
record InstalledPackage(Dpkg dpkg, Path work) {

    /** Of what dpkg writes down about a package, what is not part of its own control file. */
    private static final Set<String> OF_DPKG = Set.of("Status", "Conffiles", "Config-Version");

    /** Made anew by whoever wants them. */
    private static final Set<String> NOT_COPIED = Set.of("md5sums", "list");

    void packInto(Path deb) throws IOException {
        Path tree = work.resolve("tree");
        Durable.delete(tree);
        Path control = Files.createDirectories(tree.resolve("DEBIAN"));
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(control.resolve("control"), controlFile());
        for (String name :
                dpkg.query("--control-list", DebianRelease.PACKAGE).lines().toList()) {
            if (!NOT_COPIED.contains(name)) {
                Path script = Path.of(dpkg.query("--control-path", DebianRelease.PACKAGE, name)
                        .strip());
                copy(script, control.resolve(name));
            }
        }
        for (String file : dpkg.query("-L", DebianRelease.PACKAGE).lines().toList()) {
            Path inside = Path.of("/").relativize(Path.of(file));
            copy(dpkg.root().resolve(inside), tree.resolve(inside));
        }
        Path next = work.resolve("next.deb");
        dpkg.build(tree, next);
        Durable.move(next, deb);
        Durable.delete(tree);
    }

    /** Links are copied as links, and files with their owner. */
    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(
                    from,
                    to,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String controlFile() throws IOException {
        StringBuilder control = new StringBuilder();
        boolean skipped = false;
        for (String line : dpkg.query("-s", DebianRelease.PACKAGE).lines().toList()) {
            // A line that begins with a space goes on with the field before.
            if (!line.startsWith(" ")) {
                skipped = OF_DPKG.contains(line.split(":", 2)[0]);
            }
            if (!skipped && !line.isBlank()) {
                control.append(line).append('\n');
            }
        }
        return control.toString();
    }
}
