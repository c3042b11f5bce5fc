package io.tieline.update.release;

import io.tieline.update.release.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipException;

/** The files of a release as they lie in a folder or in an archive. Nothing about them is believed yet. */
sealed interface ReleaseFiles extends AutoCloseable permits ReleaseFolder, ReleaseArchive {

    String MANIFEST = "manifest.json";
    String SIGNATURES = "manifest.sig";

    static ReleaseFiles open(Path place) throws IOException, RefusedException {
        if (Files.isDirectory(place)) {
            return new ReleaseFolder(place);
        }
        try {
            return new ReleaseArchive(place);
        } catch (ZipException e) {
            throw new RefusedException(
                    Reason.INCOMPLETE, "the release " + place + " is incomplete or damaged; fetch it again");
        } catch (NoSuchFileException e) {
            throw new RefusedException(Reason.NOT_READABLE, "there is no release " + place);
        }
    }

    /** Of all its files, manifest and signatures included. */
    Set<String> names() throws IOException, RefusedException;

    /**
     * @throws RefusedException INCOMPLETE if there is none
     */
    InputStream open(String name) throws IOException, RefusedException;

    @Override
    void close() throws IOException;

    static RefusedException missing(String name) {
        return new RefusedException(Reason.INCOMPLETE, "the release lacks " + name + "; fetch it again");
    }

    /** A small file as a whole. */
    default byte[] read(String name, int most) throws IOException, RefusedException {
        try (InputStream in = open(name)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new RefusedException(Reason.NOT_READABLE, name + " of the release is too long");
            }
            return content;
        }
    }
}
