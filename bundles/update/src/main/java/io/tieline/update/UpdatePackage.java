package io.tieline.update;

import io.tieline.update.RefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A package file: a zip of {@code manifest.json}, {@code manifest.sig} (Ed25519, raw 64 bytes) and the bundles. */
public final class UpdatePackage {

    private static final String MANIFEST = "manifest.json";
    private static final String SIGNATURE = "manifest.sig";
    /** Nobody's manifest is that long; keeps a forged entry from filling the memory before its signature is known. */
    private static final int LONGEST_MANIFEST = 1 << 20;

    private static final int SIGNATURE_BYTES = 64;

    private UpdatePackage() {}

    /**
     * Checks signature and hashes of a package.
     *
     * @throws RefusedException if anything is wrong with it
     */
    public static PackageManifest verify(Path file, PublicKey key) throws RefusedException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] text = read(zip, MANIFEST, LONGEST_MANIFEST);
            requireSigned(text, read(zip, SIGNATURE, SIGNATURE_BYTES), key);
            PackageManifest manifest = ManifestText.parse(text);
            requireHashes(zip, manifest);
            return manifest;
        } catch (ZipException e) {
            throw new RefusedException(
                    Reason.TRUNCATED, "the package " + file + " is incomplete or damaged; download it again");
        } catch (IOException e) {
            throw new RefusedException(Reason.NOT_READABLE, "the package " + file + " cannot be read: " + e);
        }
    }

    /** Makes a package; for the one who releases. */
    public static void write(
            OutputStream out, String name, String version, long counter, Map<String, byte[]> bundles, PrivateKey key)
            throws IOException, GeneralSecurityException {
        SortedMap<String, String> hashes = new TreeMap<>();
        bundles.forEach((file, content) -> hashes.put(file, hex(sha256().digest(content))));
        byte[] text = ManifestText.of(new PackageManifest(name, version, counter, hashes));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(text);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            write(zip, MANIFEST, text);
            write(zip, SIGNATURE, signature.sign());
            for (Map.Entry<String, byte[]> bundle : bundles.entrySet()) {
                write(zip, bundle.getKey(), bundle.getValue());
            }
        }
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static byte[] read(ZipFile zip, String name, int most) throws IOException, RefusedException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new RefusedException(
                    Reason.NOT_READABLE, "the package has no " + name + "; it is no Tieline package");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new RefusedException(Reason.NOT_READABLE, name + " of the package is too long");
            }
            return content;
        }
    }

    private static void requireSigned(byte[] text, byte[] signed, PublicKey key) throws RefusedException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(text);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            // A signature that is none, or a key of another kind: as wrong as a wrong one.
        }
        throw new RefusedException(
                Reason.WRONG_SIGNATURE, "the package is not signed with our key; get it from its maker again");
    }

    private static void requireHashes(ZipFile zip, PackageManifest manifest) throws IOException, RefusedException {
        Set<String> missing = new HashSet<>(manifest.bundles().keySet());
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.equals(MANIFEST) || name.equals(SIGNATURE)) {
                continue;
            }
            if (!missing.remove(name)) {
                throw new RefusedException(Reason.UNEXPECTED_FILE, "the package holds " + name + " without a hash");
            }
            if (!hash(zip, entry).equals(manifest.bundles().get(name))) {
                throw new RefusedException(Reason.WRONG_HASH, name + " is not what was signed; download it again");
            }
        }
        if (!missing.isEmpty()) {
            throw new RefusedException(Reason.TRUNCATED, "the package lacks " + missing + "; download it again");
        }
    }

    private static String hash(ZipFile zip, ZipEntry entry) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
