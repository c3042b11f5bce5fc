package io.tieline.kura;

import io.tieline.update.release.ReleaseManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A deployment package with a bundle and a library, and the manifest of the release it came in. */
final class PackedRelease {

    static final String GOOD = "org.eclipse.kura;version=\"[1.6,2)\"";
    static final String LIBRARY = "lib.jar";

    private PackedRelease() {}

    static byte[] packed(String name, String version, String bundle, String imports) throws IOException {
        return packed(name, version, bundle, imports, "1.1", "a");
    }

    /** With a library beside the bundle. */
    static byte[] packed(
            String name, String version, String bundle, String imports, String libraryVersion, String library)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("DeploymentPackage-SymbolicName", name);
        manifest.getMainAttributes().putValue("DeploymentPackage-Version", version);
        manifest.getEntries().put("bundle.jar", section(bundle, version));
        manifest.getEntries().put(LIBRARY, section("io.tieline.lib-x", libraryVersion));
        Manifest inner = new Manifest();
        inner.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        inner.getMainAttributes().putValue("Import-Package", imports);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, inner).close();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            add(out, "bundle.jar", jar.toByteArray());
            add(out, LIBRARY, library.repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Attributes section(String name, String version) {
        Attributes section = new Attributes();
        section.putValue("Bundle-SymbolicName", name);
        section.putValue("Bundle-Version", version);
        return section;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
    }

    static ReleaseManifest manifest(String version, String file) {
        return new ReleaseManifest(
                "tieline",
                Version.parse(version),
                2,
                Version.parse("0.1.0"),
                0,
                new TreeMap<>(Map.of(file, new ReleaseManifest.FileEntry("0".repeat(64), 1))),
                List.of(),
                List.of());
    }
}
