package io.tieline.kura;

import io.tieline.update.release.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * The bundles of a deployment package, so that two packages can be compared.
 *
 * @param version of the package
 */
record PackageContent(Path file, Version version, Set<PackedBundle> bundles) {

    /**
     * One of them.
     *
     * @param path of its file in the package
     * @param sha256 of its file
     */
    record PackedBundle(String path, String symbolicName, Version version, String sha256) {}

    /** @throws IOException if it cannot be read, or names what is not in it */
    static PackageContent read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            @Nullable Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new IOException(file + " has no manifest");
            }
            Set<PackedBundle> bundles = new LinkedHashSet<>();
            for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
                @Nullable String name = section.getValue().getValue(Constants.BUNDLE_SYMBOLICNAME);
                if (name != null) {
                    bundles.add(new PackedBundle(
                            section.getKey(),
                            name.split(";", 2)[0].strip(),
                            Version.parseVersion(section.getValue().getValue(Constants.BUNDLE_VERSION)),
                            sha256(jar, section.getKey())));
                }
            }
            return new PackageContent(
                    file,
                    Version.parseVersion(manifest.getMainAttributes().getValue("DeploymentPackage-Version")),
                    bundles);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has a version that is none: " + e.getMessage(), e);
        }
    }

    private static String sha256(JarFile jar, String path) throws IOException {
        @Nullable JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            throw new IOException(jar.getName() + " lacks " + path);
        }
        try (InputStream in = Objects.requireNonNull(jar.getInputStream(entry))) {
            return Sha256.copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE - 1);
        }
    }

    /**
     * A bundle that is another one than in {@code before} and has the same version all the same: the deployment admin goes by
     * the version and would keep the old one without a word.
     */
    Optional<PackedBundle> changedUnderItsVersion(PackageContent before) {
        return bundles.stream()
                .filter(bundle -> before.bundles.stream()
                        .anyMatch(old -> old.symbolicName().equals(bundle.symbolicName())
                                && old.version().equals(bundle.version())
                                && !old.sha256().equals(bundle.sha256())))
                .findFirst();
    }
}
