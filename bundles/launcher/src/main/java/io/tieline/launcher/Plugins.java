package io.tieline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The bundles under {@code plugins/}: the folder's name is their start level. */
final class Plugins {

    private final List<Bundle> bundles = new ArrayList<>();
    private int highestLevel = 1;

    private Plugins() {}

    static Plugins install(Path folder, BundleContext context) throws IOException, BundleException {
        Plugins plugins = new Plugins();
        for (Path level : children(folder)) {
            String name = level.getFileName().toString();
            if (!name.matches("\\d{1,3}")) {
                throw new IOException(level + " is no start level; name the folder with a number");
            }
            for (Path jar : children(level)) {
                if (jar.toString().endsWith(".jar")) {
                    plugins.install(jar, Integer.parseInt(name), context);
                }
            }
        }
        if (plugins.bundles.isEmpty()) {
            throw new IOException("no bundles in " + folder + "; is --home right?");
        }
        return plugins;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private void install(Path jar, int level, BundleContext context) throws BundleException {
        // By reference: the framework reads the jar where it is and copies nothing into its storage.
        Bundle bundle =
                context.installBundle("reference:" + jar.toAbsolutePath().toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        highestLevel = Math.max(highestLevel, level);
        bundles.add(bundle);
        if (!isFragment(bundle)) {
            // The framework is not up to this level yet: this only marks the bundle to be started there.
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    int highestLevel() {
        return highestLevel;
    }

    int size() {
        return bundles.size();
    }

    /** Why bundles are not active although the framework is up: their names, and the imports they miss. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : bundles) {
            boolean up = isFragment(bundle) ? bundle.getState() == Bundle.RESOLVED : bundle.getState() == Bundle.ACTIVE;
            if (!up) {
                problems.add(bundle.getSymbolicName() + " " + bundle.getVersion() + " did not start: " + why(bundle));
            }
        }
        return problems;
    }

    private static String why(Bundle bundle) {
        try {
            bundle.start();
            return "it started only when asked again";
        } catch (BundleException e) {
            List<String> missing = String.valueOf(e.getMessage())
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("Unresolved requirement:"))
                    .map(line -> "missing "
                            + line.substring("Unresolved requirement:".length()).strip())
                    .toList();
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return missing.isEmpty() ? String.valueOf(root.getMessage()).strip() : String.join(", ", missing);
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }
}
