package io.tieline.update.release;

import io.tieline.update.release.RefusedException.Reason;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipException;

/**
 * Decides whether a release comes in. Signatures are checked before a word of the manifest is believed, everything else
 * before a byte of the release is kept; nothing is read beyond the sizes that were signed.
 */
public final class Verifier {

    /** Nobody's manifest is that long; keeps a forged one from filling the memory before its signature is known. */
    private static final int LONGEST_MANIFEST = 4 << 20;

    private static final int LONGEST_SIGNATURES = 1 << 14;

    private final Trust trust;

    public Verifier(Trust trust) {
        this.trust = trust;
    }

    /**
     * Checks signatures, manifest and every file.
     *
     * @param place a folder or an archive
     * @throws RefusedException if anything is wrong with it
     */
    public ReleaseManifest verify(Path place) throws RefusedException, IOException {
        return take(place, manifest -> {}, (path, entry) -> OutputStream.nullOutputStream());
    }

    /** What else must be true of a manifest. */
    public interface Requirement {
        void check(ReleaseManifest manifest) throws RefusedException, IOException;
    }

    /**
     * Checks a release, and leaves its files, its manifest and its signatures in a folder, on the disk for good.
     *
     * @param target an empty folder; what is in it after a refusal means nothing
     */
    public ReleaseManifest unpack(Path place, Requirement requirement, Path target)
            throws RefusedException, IOException {
        Set<Path> folders = new TreeSet<>(Set.of(target));
        ReleaseManifest manifest = take(place, requirement, (path, entry) -> {
            Path file = target.resolve(path);
            Files.createDirectories(file.resolveSibling(""));
            folders.add(file.resolveSibling(""));
            return new ForcedFile(file);
        });
        for (Path folder : folders) {
            Durable.force(folder);
        }
        return manifest;
    }

    /**
     * Checks one file of a release that came without the others.
     *
     * @param manifest of the release, believed only after its signatures
     * @param platform the file has to be for
     * @throws RefusedException if the file is not one the manifest names for this platform, byte by byte
     */
    public ReleaseManifest verifyAlone(Path file, byte[] manifest, byte[] signatures, Platform platform)
            throws RefusedException, IOException {
        if (manifest.length == 0 || manifest.length > LONGEST_MANIFEST || signatures.length > LONGEST_SIGNATURES) {
            throw new RefusedException(
                    Reason.UNKNOWN_KEY, "nobody has signed the package: it came without the manifest of a release");
        }
        requireSigned(manifest, Signatures.read(signatures));
        ReleaseManifest said = ManifestJson.read(manifest);
        String sha256;
        try (InputStream in = Files.newInputStream(file)) {
            sha256 = Sha256.copy(in, OutputStream.nullOutputStream(), Files.size(file));
        }
        List<String> named = said.files().entrySet().stream()
                .filter(entry -> entry.getValue().sha256().equals(sha256))
                .map(Map.Entry::getKey)
                .toList();
        if (named.isEmpty()) {
            throw new RefusedException(
                    Reason.ALTERED, file.getFileName() + " is not what was signed; fetch the release again");
        }
        if (named.stream().noneMatch(platform::owns)) {
            throw new RefusedException(
                    Reason.OTHER_PLATFORM,
                    file.getFileName() + " is made for another kind of gateway than " + platform.folder());
        }
        return said;
    }

    private interface Place {
        OutputStream open(String path, long size) throws IOException;
    }

    private ReleaseManifest take(Path place, Requirement requirement, Place target)
            throws RefusedException, IOException {
        try (ReleaseFiles release = ReleaseFiles.open(place)) {
            byte[] text = release.read(ReleaseFiles.MANIFEST, LONGEST_MANIFEST);
            byte[] signed = release.read(ReleaseFiles.SIGNATURES, LONGEST_SIGNATURES);
            requireSigned(text, Signatures.read(signed));
            ReleaseManifest manifest = ManifestJson.read(text);
            requireSameNames(release.names(), manifest);
            requirement.check(manifest);
            keep(text, ReleaseFiles.MANIFEST, target);
            keep(signed, ReleaseFiles.SIGNATURES, target);
            for (Map.Entry<String, ReleaseManifest.FileEntry> file :
                    manifest.files().entrySet()) {
                copy(release, file.getKey(), file.getValue(), target);
            }
            return manifest;
        } catch (ZipException | EOFException e) {
            throw new RefusedException(
                    Reason.INCOMPLETE, "the release " + place + " is incomplete or damaged; fetch it again");
        }
    }

    private void requireSigned(byte[] manifest, Signatures signatures) throws RefusedException {
        if (!signatures.holds(trust.releaseKeys())) {
            throw new RefusedException(
                    Reason.UNKNOWN_KEY,
                    "nobody this gateway knows has signed the release; get it from its maker again");
        }
        if (!signatures.verify(manifest, trust.releaseKeys())) {
            throw new RefusedException(
                    Reason.WRONG_SIGNATURE,
                    "the signature belongs to another manifest than the one of the release; do not use it");
        }
        if (!trust.approvingKeys().isEmpty() && !signatures.verify(manifest, trust.approvingKeys())) {
            throw new RefusedException(
                    Reason.NOT_APPROVED, "this site's approval is missing; sign the release with the approving key");
        }
    }

    private static void requireSameNames(Set<String> found, ReleaseManifest manifest) throws RefusedException {
        Set<String> missing = new TreeSet<>(manifest.files().keySet());
        for (String name : found) {
            if (!missing.remove(name) && !name.equals(ReleaseFiles.MANIFEST) && !name.equals(ReleaseFiles.SIGNATURES)) {
                Names.requirePath(name);
                throw new RefusedException(
                        Reason.UNEXPECTED_FILE, "the release holds " + name + ", which nobody has signed");
            }
        }
        if (!missing.isEmpty()) {
            throw ReleaseFiles.missing(String.join(", ", missing));
        }
    }

    private static void copy(ReleaseFiles release, String path, ReleaseManifest.FileEntry file, Place target)
            throws IOException, RefusedException {
        try (InputStream in = release.open(path);
                OutputStream out = target.open(path, file.size())) {
            if (!Sha256.copy(in, out, file.size()).equals(file.sha256())) {
                throw new RefusedException(Reason.ALTERED, path + " is not what was signed; fetch the release again");
            }
        }
    }

    private static void keep(byte[] content, String name, Place target) throws IOException {
        try (OutputStream out = target.open(name, content.length)) {
            out.write(content);
        }
    }

    /** Is on the disk when it is closed. */
    private static final class ForcedFile extends FileOutputStream {
        ForcedFile(Path file) throws IOException {
            super(file.toFile());
        }

        @Override
        public void close() throws IOException {
            if (getChannel().isOpen()) {
                getFD().sync();
            }
            super.close();
        }
    }
}
