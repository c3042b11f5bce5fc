package io.tieline.kura;

import io.tieline.update.release.Durable;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.osgi.framework.BundleContext;

/**
 * The packages Kura installs at each start: the file {@code dpa.properties}, package name → {@code file:} URL. Kura's
 * framework forgets everything else (its storage is in a temporary folder and cleaned), so who is not in here is gone after
 * the next start.
 */
final class PackageList {

    private static final String FILE = "file:";

    /** As Kura's start script says where it is. */
    private static final String LIST = "dpa.configuration";

    private static final String USUAL_LIST = "/opt/eclipse/kura/packages/dpa.properties";

    private final Path list;

    static PackageList of(BundleContext context) {
        return new PackageList(Path.of(Objects.requireNonNullElse(context.getProperty(LIST), USUAL_LIST)));
    }

    PackageList(Path list) {
        this.list = list;
    }

    /** The folder Kura keeps packages in. */
    Path folder() {
        return list.toAbsolutePath().resolveSibling("");
    }

    /** Where the package of that name is; empty if Kura would not install it. */
    Optional<Path> file(String name) throws IOException {
        String url = read().getProperty(name, "");
        if (!url.startsWith(FILE)) {
            return Optional.empty();
        }
        // As Kura writes it, a path is not encoded: it is no URI.
        Path file = Path.of(url.substring(FILE.length()));
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** From the next start on it is this one. */
    void enter(String name, Path file) throws IOException {
        Properties packages = read();
        packages.setProperty(name, FILE + file.toAbsolutePath());
        StringWriter text = new StringWriter();
        packages.store(text, null);
        Durable.write(list, text.toString());
    }

    private Properties read() throws IOException {
        Properties packages = new Properties();
        if (Files.exists(list)) {
            packages.load(new StringReader(Files.readString(list)));
        }
        return packages;
    }
}
