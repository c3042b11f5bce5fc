package io.tieline.update.release;

import io.tieline.update.release.RefusedException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment package (OSGi Compendium 114) brings, checked by us because the agent of Kura does not: it reports
 * success for packages that never start, and refuses a bundle the host has already when half of the work is done.
 */
public final class DeploymentPackage {

    private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";

    private final String name;
    private final String version;
    private final Set<String> bundles;

    private DeploymentPackage(String name, String version, Set<String> bundles) {
        this.name = name;
        this.version = version;
        this.bundles = bundles;
    }

    /**
     * Reads one to its end.
     *
     * @throws RefusedException if it is none, or not all of it is there
     */
    public static DeploymentPackage read(InputStream file) throws RefusedException, IOException {
        try (JarInputStream jar = new JarInputStream(file, false)) {
            @Nullable Manifest manifest = jar.getManifest();
            @Nullable
            String name =
                    manifest == null ? null : manifest.getMainAttributes().getValue("DeploymentPackage-SymbolicName");
            if (manifest == null || name == null) {
                throw new RefusedException(
                        Reason.NOT_READABLE, "it is no deployment package: it does not begin with a manifest of one");
            }
            Map<String, String> wanted = new TreeMap<>();
            for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
                wanted.put(section.getKey(), String.valueOf(section.getValue().getValue(SYMBOLIC_NAME)));
            }
            requireAll(wanted.keySet(), jar);
            Set<String> bundles = new TreeSet<>(wanted.values());
            bundles.remove("null");
            String version = String.valueOf(manifest.getMainAttributes().getValue("DeploymentPackage-Version"));
            return new DeploymentPackage(name, version, bundles);
        } catch (ZipException | EOFException e) {
            throw new RefusedException(
                    Reason.INCOMPLETE, "the deployment package is incomplete or damaged; fetch it again");
        }
    }

    private static void requireAll(Set<String> named, JarInputStream jar) throws IOException, RefusedException {
        Set<String> missing = new TreeSet<>(named);
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
            jar.transferTo(OutputStream.nullOutputStream());
            missing.remove(entry.getName());
        }
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    Reason.INCOMPLETE,
                    "the deployment package lacks " + String.join(", ", missing) + "; fetch it again");
        }
    }

    public String name() {
        return name;
    }

    /** As it says itself; nothing but a text yet. */
    public String version() {
        return version;
    }

    /** The symbolic names of its bundles. */
    public Set<String> bundles() {
        return bundles;
    }

    /**
     * Refuses it if the host has one of its bundles from elsewhere.
     *
     * @param others the symbolic names of the host's bundles that do not come from a package of this name
     */
    public void requireDistinct(Set<String> others) throws RefusedException {
        Set<String> twice = new TreeSet<>(bundles);
        twice.retainAll(others);
        if (!twice.isEmpty()) {
            throw new RefusedException(
                    Reason.DUPLICATE_BUNDLE,
                    "the host has " + String.join(", ", twice) + " already; uninstall the package it comes from");
        }
    }
}
