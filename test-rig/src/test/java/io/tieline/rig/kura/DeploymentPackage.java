package io.tieline.rig.kura;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The built deployment package.
 *
 * @param entries the names in the order of the file
 * @param bundles by entry name
 */
record DeploymentPackage(List<String> entries, Manifest manifest, Map<String, Bundle> bundles) {

    /**
     * A bundle in it.
     *
     * @param descriptions the XML files under OSGI-INF, by name
     */
    record Bundle(Manifest manifest, Map<String, byte[]> descriptions) {

        String header(String name) {
            String value = manifest.getMainAttributes().getValue(name);
            return value == null ? "" : value;
        }

        String symbolicName() {
            return Clause.parse(header("Bundle-SymbolicName")).get(0).name();
        }

        List<Clause> imports() {
            return Clause.parse(header("Import-Package"));
        }

        List<Clause> exports() {
            return Clause.parse(header("Export-Package"));
        }
    }

    private static final Path FILE = Path.of("../features/target/tieline-0.1.0.dp");

    /** Read once: it is large. */
    private static @Nullable DeploymentPackage read;

    /** The test is skipped if only this module was built. */
    static synchronized DeploymentPackage built() throws IOException {
        assumeTrue(Files.exists(FILE), () -> FILE + " is not built; run mvn verify from the top");
        DeploymentPackage known = read == null ? read(FILE) : read;
        read = known;
        return known;
    }

    private static DeploymentPackage read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        List<String> entries = new ArrayList<>();
        Map<String, Bundle> bundles = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
                if (entry.getName().endsWith(".jar")) {
                    bundles.put(entry.getName(), bundle(zip.readAllBytes()));
                }
            }
        }
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content))) {
            return new DeploymentPackage(entries, jar.getManifest(), bundles);
        }
    }

    private static Bundle bundle(byte[] content) throws IOException {
        Map<String, byte[]> descriptions = new LinkedHashMap<>();
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().startsWith("OSGI-INF/") && entry.getName().endsWith(".xml")) {
                    descriptions.put(entry.getName(), jar.readAllBytes());
                }
            }
            return new Bundle(jar.getManifest(), descriptions);
        }
    }
}
