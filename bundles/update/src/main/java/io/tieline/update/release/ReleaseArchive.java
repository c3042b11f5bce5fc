package io.tieline.update.release;

import io.tieline.update.release.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A release packed as one zip file. */
final class ReleaseArchive implements ReleaseFiles {

    private final ZipFile zip;

    ReleaseArchive(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
    }

    @Override
    public Set<String> names() throws RefusedException {
        Set<String> names = new TreeSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory() && !names.add(entry.getName())) {
                throw new RefusedException(
                        Reason.UNEXPECTED_FILE, "the release holds " + entry.getName() + " twice; do not use it");
            }
        }
        return names;
    }

    @Override
    public InputStream open(String name) throws IOException, RefusedException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw ReleaseFiles.missing(name);
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
