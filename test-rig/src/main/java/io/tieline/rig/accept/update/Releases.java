package io.tieline.rig.accept.update;

import io.tieline.update.release.Durable;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes releases from the built product, right ones and wrong ones. */
final class Releases {

    private static final String GATEWAY = "gateway-";

    private final Path product;
    private final Path work;
    private final KeyPair key = ReleaseKeys.generate();

    Releases(Path product, Path work) {
        this.product = product;
        this.work = work;
    }

    KeyPair key() {
        return key;
    }

    /** What is done to a release before or after it is signed. */
    interface Change {
        Change NONE = folder -> {};

        void apply(Path folder) throws IOException, RefusedException, GeneralSecurityException;
    }

    static ReleaseMaker.Label label(long counter) {
        return label(counter, "0.1." + counter, "0.1.0", 0);
    }

    static ReleaseMaker.Label label(long counter, String version, String compatibleFrom, long free) {
        return new ReleaseMaker.Label(
                "tieline", Version.parse(version), counter, Version.parse(compatibleFrom), free, List.of(), List.of());
    }

    /** A signed release, packed. */
    Path make(ReleaseMaker.Label label, KeyPair signer, Change before, Change after)
            throws IOException, RefusedException, GeneralSecurityException {
        Path folder = work.resolve("release");
        Durable.delete(folder);
        Path plugins = product.resolve("plugins");
        List<Path> jars;
        try (Stream<Path> all = Files.walk(plugins)) {
            jars = all.filter(Files::isRegularFile).toList();
        }
        for (Path jar : jars) {
            Path copy = folder.resolve("standalone").resolve(product.relativize(jar));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(jar, copy);
        }
        before.apply(folder);
        ReleaseMaker.seal(folder, label);
        ReleaseMaker.sign(folder, signer);
        after.apply(folder);
        Path packed = work.resolve("release.part");
        ReleaseMaker.pack(folder, packed);
        return packed;
    }

    /** The bundle of the composition: whatever happens to it happens to all. */
    static Path gateway(Path release) throws IOException {
        try (Stream<Path> all = Files.walk(release.resolve("standalone/plugins"))) {
            return all.filter(file -> file.getFileName().toString().startsWith(GATEWAY))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no gateway bundle in " + release));
        }
    }

    static Change manifest(Consumer<Attributes> change) {
        return folder -> rewrite(gateway(folder), change, "", UnaryOperator.identity(), "", new byte[0]);
    }

    static Change entry(String name, UnaryOperator<String> change) {
        return folder -> rewrite(gateway(folder), main -> {}, name, change, "", new byte[0]);
    }

    /**
     * With an activator of this package, which itself has no framework to load it in.
     *
     * @param name of its class
     */
    static Change activator(String name) {
        String activator = Releases.class.getPackageName() + "." + name;
        String file = activator.replace('.', '/') + ".class";
        return folder -> {
            byte[] bytes;
            try (var in = Releases.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new IOException(file + " is not on the class path");
                }
                bytes = in.readAllBytes();
            }
            rewrite(
                    gateway(folder),
                    main -> main.putValue("Bundle-Activator", activator),
                    "",
                    UnaryOperator.identity(),
                    file,
                    bytes);
        };
    }

    private static void rewrite(
            Path jar,
            Consumer<Attributes> manifest,
            String entry,
            UnaryOperator<String> change,
            String added,
            byte[] content)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean changed = entry.isEmpty();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)))) {
            Manifest head = in.getManifest();
            manifest.accept(head.getMainAttributes());
            try (JarOutputStream out = new JarOutputStream(bytes, head)) {
                for (JarEntry next = in.getNextJarEntry(); next != null; next = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(next.getName()));
                    if (next.getName().equals(entry)) {
                        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        String other = change.apply(text);
                        changed = !other.equals(text);
                        out.write(other.getBytes(StandardCharsets.UTF_8));
                    } else {
                        in.transferTo(out);
                    }
                }
                if (!added.isEmpty()) {
                    out.putNextEntry(new JarEntry(added));
                    out.write(content);
                }
            }
        }
        if (!changed) {
            throw new IOException(entry + " of " + jar + " is not as expected: nothing was changed in it");
        }
        Files.write(jar, bytes.toByteArray());
    }
}
