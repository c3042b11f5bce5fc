package io.tieline.kura;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.VersionRange;

/**
 * What the bundles of a deployment package want of Kura. Its agent does not look: a package for another major version is
 * installed "fine" and never starts.
 */
final class KuraImports {

    private static final String KURA = "org.eclipse.kura";

    /** A clause of Import-Package: names, then attributes whose quoted values may hold commas. */
    private static final Pattern CLAUSE = Pattern.compile("((?:[^,\"]|\"[^\"]*\")+)");

    private static final Pattern VERSION = Pattern.compile(";\\s*version\\s*=\\s*\"?([^\";]+)\"?");

    private KuraImports() {}

    /** A package with the versions that will do. */
    record Wanted(String name, VersionRange versions) {
        @Override
        public String toString() {
            return name + " " + versions;
        }
    }

    /**
     * The first that is not there.
     *
     * @param exported whether there is a package in a version of a range
     */
    static Optional<Wanted> lacking(Path deploymentPackage, BiPredicate<String, VersionRange> exported)
            throws IOException {
        return of(deploymentPackage).stream()
                .filter(wanted -> !exported.test(wanted.name(), wanted.versions()))
                .findFirst();
    }

    private static List<Wanted> of(Path deploymentPackage) throws IOException {
        List<Wanted> all = new ArrayList<>();
        try (InputStream file = Files.newInputStream(deploymentPackage);
                JarInputStream outer = new JarInputStream(file, false)) {
            for (JarEntry entry = outer.getNextJarEntry(); entry != null; entry = outer.getNextJarEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    // Not closed: it would close the outer one.
                    @Nullable Manifest manifest = new JarInputStream(outer, false).getManifest();
                    if (manifest != null) {
                        add(manifest.getMainAttributes().getValue(Constants.IMPORT_PACKAGE), all);
                    }
                }
            }
        }
        return all;
    }

    static void add(@Nullable String header, List<Wanted> all) {
        if (header == null) {
            return;
        }
        Matcher clause = CLAUSE.matcher(header);
        while (clause.find()) {
            String text = clause.group(1).strip();
            String name = text.split(";", 2)[0].strip();
            boolean isOptional = text.matches(".*;\\s*resolution\\s*:=\\s*\"?optional\"?.*");
            if ((name.equals(KURA) || name.startsWith(KURA + ".")) && !isOptional) {
                Matcher version = VERSION.matcher(text);
                all.add(new Wanted(name, new VersionRange(version.find() ? version.group(1) : "0")));
            }
        }
    }
}
