package io.tieline.rig;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where this rig was built, to find what lies beside it. */
final class Checkout {

    private static final Pattern BUNDLE = Pattern.compile("bundles/io\\.tieline\\.([a-z][a-z0-9-]*?)-[0-9].*");

    private Checkout() {}

    /** The folder of the whole project. */
    static Path folder() throws IOException {
        try {
            Path jar = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The newest product in the checkout; the folder it would be in if there is none. */
    static Path product() throws IOException {
        Path target = folder().resolve("distrib/target");
        if (!Files.isDirectory(target)) {
            return target;
        }
        try (Stream<Path> built = Files.list(target)) {
            return built.filter(path -> Files.isExecutable(path.resolve("bin/tieline-gateway")))
                    .max(Path::compareTo)
                    .orElse(target);
        }
    }

    /** The newest file a module has made; where it would be if there is none. */
    static Path built(String module, String start, String ending) throws IOException {
        Path target = folder().resolve(module).resolve("target");
        Path none = target.resolve(start + "*" + ending);
        if (!Files.isDirectory(target)) {
            return none;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(start)
                            && file.toString().endsWith(ending))
                    .max(Path::compareTo)
                    .orElse(none);
        }
    }

    /** A bundle built here that a deployment package built here holds in another state. */
    static Optional<Path> bundleChangedSince(Path deployment) throws IOException {
        try (ZipFile packed = new ZipFile(deployment.toFile())) {
            for (ZipEntry entry : Collections.list(packed.entries())) {
                Matcher name = BUNDLE.matcher(entry.getName());
                if (name.matches()) {
                    Path jar = built("bundles/" + name.group(1), name.group(1) + "-", ".jar");
                    if (Files.exists(jar) && crc(jar) != entry.getCrc()) {
                        return Optional.of(jar);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        return crc.getValue();
    }
}
