package io.tieline.distrib;

import io.tieline.update.release.Migration;
import io.tieline.update.release.ReleaseMaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A release of the runtime in {@code target/tieline-*}, in which the gateway's bundle can be changed. */
final class BuiltRelease {

    static final Path BUILT = Path.of(Objects.requireNonNull(System.getProperty("tieline.home")));

    private static final Path GATEWAY = Path.of("standalone/plugins/05/gateway-0.1.0.jar");

    private final Path folder;

    BuiltRelease(Path folder) throws IOException {
        this.folder = folder;
        Path standalone = Files.createDirectories(folder.resolve("standalone"));
        for (Path jar : files(BUILT.resolve("plugins"))) {
            Path copy = standalone.resolve(BUILT.relativize(jar));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(jar, copy);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Changes the main section of the manifest of the gateway's bundle. */
    void change(Consumer<Attributes> change) throws IOException {
        rewrite(folder.resolve(GATEWAY), change, "", UnaryOperator.identity());
    }

    /** Changes a text inside a bundle. */
    static void rewrite(Path jar, Consumer<Attributes> change, String name, UnaryOperator<String> text)
            throws IOException {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)))) {
            Manifest manifest = in.getManifest();
            change.accept(manifest.getMainAttributes());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    if (entry.getName().equals(name)) {
                        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        out.write(text.apply(content).getBytes(StandardCharsets.UTF_8));
                    } else {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    /** Seals, signs and packs it as version 0.1.COUNTER. */
    void pack(long counter, KeyPair signer, Path archive) throws Exception {
        pack(counter, List.of(), signer, archive);
    }

    /** The same, with keys of the configuration that have other names from it on. */
    void pack(long counter, List<Migration> renames, KeyPair signer, Path archive) throws Exception {
        ReleaseMaker.seal(
                folder,
                new ReleaseMaker.Label(
                        "tieline",
                        Version.parse("0.1." + counter),
                        counter,
                        Version.parse("0.1.0"),
                        0,
                        renames,
                        List.of()));
        ReleaseMaker.sign(folder, signer);
        ReleaseMaker.pack(folder, archive);
    }
}
