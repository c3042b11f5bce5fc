package io.tieline.kura;

import io.tieline.kura.PackageContent.PackedBundle;
import io.tieline.update.release.Durable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A deployment package without the bundles the installed one has already (OSGi Compendium 114.2.2). Felix reads a package
 * when it has stopped every bundle, some 10 MB in a second, and compresses each again for itself: nobody controls meanwhile,
 * and most of our package are libraries that hardly ever change.
 */
final class FixPackage {

    /** In the main section: the versions of the package it goes with. */
    private static final String FIX_PACK = "DeploymentPackage-FixPack";

    /** In the section of a bundle: it stays as it is. */
    private static final String MISSING = "DeploymentPackage-Missing";

    private FixPackage() {}

    /**
     * Makes of {@code wanted} a package that does the same where {@code installed} is, and is refused everywhere else. A bundle
     * stays if name, version, path and bytes are the same. Where none is, or the version of the package, nothing is made.
     *
     * @param target complete and on disk when this returns
     */
    static void make(PackageContent installed, PackageContent wanted, Path target) throws IOException {
        Set<PackedBundle> same = new HashSet<>(wanted.bundles());
        same.retainAll(installed.bundles());
        if (same.isEmpty() || installed.version().equals(wanted.version())) {
            return;
        }
        Path part = target.resolveSibling(target.getFileName() + ".next");
        try (JarFile whole = new JarFile(wanted.file().toFile(), false);
                FileOutputStream file = new FileOutputStream(part.toFile())) {
            Manifest manifest = Objects.requireNonNull(whole.getManifest());
            String version = installed.version().toString();
            manifest.getMainAttributes().putValue(FIX_PACK, "[" + version + "," + version + "]");
            same.forEach(bundle -> manifest.getAttributes(bundle.path()).putValue(MISSING, "true"));
            JarOutputStream jar = new JarOutputStream(file, manifest);
            for (JarEntry entry : brought(whole, manifest)) {
                jar.putNextEntry(stored(entry));
                try (InputStream content = whole.getInputStream(entry)) {
                    content.transferTo(jar);
                }
            }
            jar.finish();
            file.getFD().sync();
        }
        Durable.move(part, target);
    }

    /** What the manifest names and does not leave out, in its order: bundles start in the order they come in. */
    private static List<JarEntry> brought(JarFile whole, Manifest manifest) {
        return whole.stream()
                .filter(entry -> manifest.getEntries().containsKey(entry.getName()))
                .filter(entry ->
                        !"true".equals(manifest.getAttributes(entry.getName()).getValue(MISSING)))
                .toList();
    }

    /** Bundles are compressed already; this spares taking them apart while nobody controls. */
    private static JarEntry stored(JarEntry entry) {
        JarEntry stored = new JarEntry(entry.getName());
        stored.setTime(entry.getTime());
        stored.setMethod(JarEntry.STORED);
        stored.setSize(entry.getSize());
        stored.setCrc(entry.getCrc());
        return stored;
    }
}
