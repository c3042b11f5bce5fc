package io.tieline.rig;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where this rig was built, to find what lies beside it. */
final class Checkout {

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
}
