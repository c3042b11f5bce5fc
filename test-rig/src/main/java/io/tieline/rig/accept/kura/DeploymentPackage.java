package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A {@code .dp}.
 *
 * @param size of the file in bytes
 * @param main headers of its manifest
 * @param sections of its manifest by the name of the entry
 * @param entries in their order, folders among them
 */
record DeploymentPackage(
        Path file,
        long size,
        Map<String, String> main,
        Map<String, Map<String, String>> sections,
        List<String> entries,
        List<BundleJar> bundles) {

    static final String MANIFEST = "META-INF/MANIFEST.MF";

    static DeploymentPackage read(Path file) throws IOException {
        Map<String, String> main = new TreeMap<>();
        Map<String, Map<String, String>> sections = new TreeMap<>();
        List<String> entries = new ArrayList<>();
        List<BundleJar> bundles = new ArrayList<>();
        // Not a JarInputStream: that one hides where the manifest stands.
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
                if (entry.getName().equals(MANIFEST)) {
                    Manifest manifest = new Manifest(zip);
                    main.putAll(texts(manifest.getMainAttributes()));
                    manifest.getEntries().forEach((name, section) -> sections.put(name, texts(section)));
                } else if (entry.getName().endsWith(".jar")) {
                    bundles.add(BundleJar.read(entry.getName(), zip));
                }
            }
        }
        return new DeploymentPackage(file, Files.size(file), main, sections, entries, bundles);
    }

    private static Map<String, String> texts(Map<Object, Object> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return texts;
    }
}
