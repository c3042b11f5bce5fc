package io.tieline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Resolves a set of bundles in a framework of their own beside the one that runs; no code of theirs is executed. */
final class Rehearsal {

    private static final String OPTIONAL = "optional";
    private static final String RESOLVE = "resolve";

    private Rehearsal() {}

    /** The bundles that would not start, and what each of them misses. */
    static List<String> problems(Path plugins, FrameworkFactory factory, LaunchOptions options) throws IOException {
        Path storage = options.data().resolve("rehearsal");
        var settings = FrameworkSettings.of(options);
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toAbsolutePath().toString());
        Framework framework = factory.newFramework(settings);
        try {
            framework.init();
            Plugins.install(plugins, framework.getBundleContext());
            FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
            wiring.resolveBundles(null);
            List<String> problems = new ArrayList<>();
            for (Bundle bundle : framework.getBundleContext().getBundles()) {
                if (bundle.getState() == Bundle.INSTALLED) {
                    problems.add(bundle.getSymbolicName() + " " + bundle.getVersion() + " would not start: "
                            + missing(bundle, wiring));
                }
            }
            return problems;
        } catch (BundleException e) {
            return List.of(String.valueOf(e.getMessage()));
        } finally {
            end(framework);
            delete(storage);
        }
    }

    private static String missing(Bundle bundle, FrameworkWiring wiring) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        String missing = revision.getDeclaredRequirements(null).stream()
                .filter(Rehearsal::isNeeded)
                .filter(wanted -> wiring.findProviders(wanted).isEmpty())
                .map(Rehearsal::describe)
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "what it needs does not resolve either" : "missing " + missing;
    }

    /** To be resolved; a service that is needed later is another matter. */
    private static boolean isNeeded(BundleRequirement wanted) {
        return !OPTIONAL.equals(wanted.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                && RESOLVE.equals(wanted.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, RESOLVE));
    }

    private static String describe(BundleRequirement wanted) {
        String filter = String.valueOf(wanted.getDirectives().get(Constants.FILTER_DIRECTIVE));
        return (wanted.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                        ? "package "
                        : wanted.getNamespace() + " ")
                + filter;
    }

    private static void end(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException e) {
            throw new IllegalStateException("the framework of a rehearsal refuses to stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
