package io.tieline.update.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes releases; for the one who publishes them. */
public final class ReleaseMaker {

    private ReleaseMaker() {}

    /**
     * What the one who publishes says about a release.
     *
     * @param releaseKeys see {@link ReleaseManifest#releaseKeys}
     */
    public record Label(
            String product,
            Version version,
            long counter,
            Version compatibleFrom,
            long minimumFreeBytes,
            List<Migration> migrations,
            List<String> releaseKeys) {}

    /**
     * Writes the manifest over everything that lies in a folder; signatures it had are void then.
     *
     * @throws IllegalArgumentException if a file's name may not be in a release
     */
    public static ReleaseManifest seal(Path folder, Label label) throws IOException, RefusedException {
        Files.deleteIfExists(folder.resolve(ReleaseFiles.MANIFEST));
        Files.deleteIfExists(folder.resolve(ReleaseFiles.SIGNATURES));
        SortedMap<String, ReleaseManifest.FileEntry> files = new TreeMap<>();
        ReleaseFolder content = new ReleaseFolder(folder);
        for (String name : content.names()) {
            Names.requirePath(name);
            try (InputStream in = content.open(name)) {
                long size = Files.size(folder.resolve(name));
                files.put(
                        name,
                        new ReleaseManifest.FileEntry(Sha256.copy(in, OutputStream.nullOutputStream(), size), size));
            }
        }
        ReleaseManifest manifest = new ReleaseManifest(
                label.product(),
                label.version(),
                label.counter(),
                label.compatibleFrom(),
                label.minimumFreeBytes(),
                files,
                label.migrations(),
                label.releaseKeys());
        Files.write(folder.resolve(ReleaseFiles.MANIFEST), ManifestJson.write(manifest));
        return manifest;
    }

    /** Adds one signature to those a sealed folder has. */
    public static void sign(Path folder, KeyPair key) throws IOException, GeneralSecurityException {
        byte[] manifest = Files.readAllBytes(folder.resolve(ReleaseFiles.MANIFEST));
        Files.writeString(
                folder.resolve(ReleaseFiles.SIGNATURES),
                Signatures.sign(manifest, key.getPublic(), key.getPrivate()),
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The same release as one file, the same to the byte whenever it is packed. */
    public static void pack(Path folder, Path archive) throws IOException, RefusedException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            ReleaseFolder content = new ReleaseFolder(folder);
            for (String name : content.names()) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                try (InputStream in = content.open(name)) {
                    in.transferTo(zip);
                }
            }
        }
    }
}
