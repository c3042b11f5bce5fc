package io.tieline.rig.accept.kura;

import io.tieline.update.release.Durable;
import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Signed releases for Kura 5, made of the built package: as in a real one, every bundle that has the version of the package
 * is a new one, and the wrapped libraries, which have versions of their own, are as they were.
 */
final class KuraRelease {

    private static final String PACKAGE_VERSION = "DeploymentPackage-Version";
    private static final String BUNDLE_VERSION = "Bundle-Version";
    private static final String GATEWAY = "io.tieline.gateway";

    private final Path built;
    private final Path work;
    private final KeyPair key = ReleaseKeys.generate();

    /**
     * @param built the deployment package
     * @param work for what is made; what was in it is overwritten
     */
    KuraRelease(Path built, Path work) {
        this.built = built;
        this.work = work;
    }

    /** The key the product has to trust, PEM. */
    String trusted() {
        return ReleaseKeys.pem(key.getPublic());
    }

    /**
     * What is different in the bundle that composes all others.
     *
     * @param manifest changes its manifest
     * @param renames keys it gives other names, as long as those before: they are exchanged in the class files, too; the
     *     component by its PID
     */
    record Change(Consumer<Attributes> manifest, List<Migration> renames) {

        /** In what belongs to the component, and nowhere else. */
        private byte[] in(String path, byte[] content) {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            for (Migration rename : renames) {
                String name = rename.component().substring(rename.component().lastIndexOf('.') + 1);
                if (path.contains(name)) {
                    text = text.replace(rename.from(), rename.to()).replace(method(rename.from()), method(rename.to()));
                }
            }
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        private static String method(String key) {
            return key.replace('.', '_');
        }
    }

    /** A packed release, number {@code counter} and of version {@code 0.1.counter}. */
    Path make(long counter, Change gateway) throws IOException, RefusedException, GeneralSecurityException {
        Path folder = work.resolve("release");
        Durable.delete(folder);
        String version = "0.1." + counter;
        repack(Files.createDirectories(folder.resolve("kura-5")).resolve("tieline.dp"), version, gateway);
        ReleaseMaker.seal(
                folder,
                new ReleaseMaker.Label(
                        "tieline",
                        Version.parse(version),
                        counter,
                        Version.parse("0.1.0"),
                        0,
                        gateway.renames(),
                        List.of()));
        ReleaseMaker.sign(folder, key);
        Path packed = work.resolve("release.part");
        ReleaseMaker.pack(folder, packed);
        return packed;
    }

    private void repack(Path target, String version, Change gateway) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(built), false)) {
            Manifest manifest = in.getManifest();
            String old = String.valueOf(manifest.getMainAttributes().getValue(PACKAGE_VERSION));
            try (OutputStream file = Files.newOutputStream(target);
                    JarOutputStream out = new JarOutputStream(file, raised(manifest, old, version))) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    boolean isNew =
                            old.equals(manifest.getAttributes(entry.getName()).getValue(BUNDLE_VERSION));
                    byte[] content = in.readAllBytes();
                    out.putNextEntry(new JarEntry(isNew ? entry.getName().replace(old, version) : entry.getName()));
                    out.write(isNew ? renamed(content, version, gateway) : content);
                }
            }
        }
    }

    /** The version is in the paths of the bundles, too. */
    private static Manifest raised(Manifest built, String old, String version) {
        Manifest raised = new Manifest();
        raised.getMainAttributes().putAll(built.getMainAttributes());
        raised.getMainAttributes().putValue(PACKAGE_VERSION, version);
        built.getEntries().forEach((path, section) -> {
            Attributes next = new Attributes(section);
            boolean isNew = next.replace(name(BUNDLE_VERSION), old, version);
            raised.getEntries().put(isNew ? path.replace(old, version) : path, next);
        });
        return raised;
    }

    private static byte[] renamed(byte[] bundle, String version, Change gateway) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bundle), false)) {
            Manifest manifest = in.getManifest();
            Attributes main = manifest.getMainAttributes();
            main.putValue(BUNDLE_VERSION, version);
            boolean isGateway = GATEWAY.equals(main.getValue("Bundle-SymbolicName"));
            if (isGateway) {
                gateway.manifest().accept(main);
            }
            boolean isSame = true;
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    byte[] content = in.readAllBytes();
                    byte[] next = isGateway ? gateway.in(entry.getName(), content) : content;
                    isSame &= Arrays.equals(next, content);
                    out.write(next);
                }
            }
            if (isGateway && isSame && !gateway.renames().isEmpty()) {
                throw new IOException("no component has the keys " + gateway.renames());
            }
        }
        return bytes.toByteArray();
    }

    private static Attributes.Name name(String header) {
        return new Attributes.Name(header);
    }
}
