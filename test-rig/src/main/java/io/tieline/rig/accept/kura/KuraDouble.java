package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework with the services of Kura's core, and with Kura's packages in the versions of one release. */
final class KuraDouble implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;
    private static final long STOP_MILLIS = 20_000;

    private final Framework framework;

    /**
     * Starts it.
     *
     * @param platform a folder with the bundles of Kura's core
     * @param home where Kura and the framework keep their files
     */
    KuraDouble(String release, Path platform, Path home) throws IOException, BundleException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, home.resolve("framework").toString());
        settings.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                KuraPackages.load().exports(release, KuraDouble.class.getClassLoader()));
        settings.put("kura.home", home.resolve("kura").toString());
        settings.put("dpa.configuration", packages(home).toString());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings);
        framework.start();
        for (Bundle bundle : install(platform)) {
            bundle.start();
        }
    }

    /** The list of the packages Kura starts with. */
    static Path packages(Path home) {
        return home.resolve("kura/packages/dpa.properties");
    }

    private List<Bundle> install(Path folder) throws IOException, BundleException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context().installBundle("reference:" + jar.toUri()));
        }
        return bundles;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The bundles of a folder that this Kura cannot resolve, each with what it misses. */
    List<String> unresolved(Path folder) throws IOException, BundleException {
        List<Bundle> bundles = install(folder);
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        List<String> faults = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.INSTALLED) {
                faults.add(bundle.getSymbolicName() + ": " + reason(bundle));
            }
        }
        return faults;
    }

    private static String reason(Bundle bundle) {
        try {
            bundle.start();
            return "resolves at a second try only";
        } catch (BundleException e) {
            return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    /** Bundles that are not active, fragments left out. */
    List<String> inactive() {
        return Stream.of(context().getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0)
                .map(Bundle::getSymbolicName)
                .toList();
    }

    <T> T service(Class<T> type) {
        var reference = Objects.requireNonNull(context().getServiceReference(type), type.getName());
        return Objects.requireNonNull(context().getService(reference));
    }

    /** Waits; whether it came true. */
    static boolean eventually(double seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
    }
}
