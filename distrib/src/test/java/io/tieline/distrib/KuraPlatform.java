package io.tieline.distrib;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.dm.DependencyManager;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.deploymentadmin.DeploymentAdmin;

/** A framework that has what Kura has to install packages with, and of ours nothing but the API Kura itself would export. */
final class KuraPlatform implements AutoCloseable {

    static final Path PACKAGE = Path.of("../features/target/tieline-0.1.0.dp");

    private static final Path PLUGINS = BuiltRelease.BUILT.resolve("plugins");

    /** The framework and its services without the API this test speaks itself, and the API of Kura. */
    private static final Predicate<Path> OF_THE_PLATFORM =
            jar -> jar.resolveSibling("").endsWith("01")
                    ? !String.valueOf(jar.getFileName()).startsWith("org.osgi.service.metatype")
                    : String.valueOf(jar.getFileName()).startsWith("kura-api");

    private final Framework framework;

    /** @param storage for the framework, and for Kura's home */
    KuraPlatform(Path storage) throws Exception {
        // The standalone launcher, in another test of this process, leaves it behind; Kura does not know it.
        System.clearProperty("tieline.data.dir");
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        // The packages this test speaks through, and logging in the one version every Kura 5 has.
        settings.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.osgi.service.deploymentadmin;version=\"1.0\","
                        + "org.osgi.service.metatype;version=\"1.4\","
                        + "org.slf4j;version=\"1.7.36\",org.slf4j.event;version=\"1.7.36\","
                        + "org.slf4j.helpers;version=\"1.7.36\",org.slf4j.spi;version=\"1.7.36\"");
        settings.put("kura.home", storage.resolve("kura").toString());
        settings.put("dpa.configuration", list(storage).toString());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings);
        framework.start();
        installPlatform();
    }

    /** The packages Kura starts with. */
    static Path list(Path storage) {
        return storage.resolve("kura/packages/dpa.properties");
    }

    private void installPlatform() throws Exception {
        List<Path> jars = new ArrayList<>();
        try (var platform = Files.list(PLUGINS.resolve("01"));
                var ours = Files.list(PLUGINS.resolve("02"))) {
            Stream.concat(platform, ours).filter(OF_THE_PLATFORM).forEach(jars::add);
        }
        for (Class<?> type : List.of(DependencyManager.class, DeploymentAdmin.class)) {
            jars.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context().installBundle(jar.toAbsolutePath().toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    <T> T service(Class<T> type) {
        var reference = Objects.requireNonNull(context().getServiceReference(type), type.getName());
        return Objects.requireNonNull(context().getService(reference));
    }

    /** What is not active, with what it misses: DeploymentAdmin itself takes an unresolved bundle for a success. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : ours()) {
            if (bundle.getState() != Bundle.ACTIVE) {
                try {
                    bundle.start();
                    problems.add(bundle.getSymbolicName() + " was not started");
                } catch (BundleException e) {
                    problems.add(bundle.getSymbolicName() + ": " + e.getMessage());
                }
            }
        }
        return problems;
    }

    List<Bundle> ours() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("osgi-dp:"))
                .toList();
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Bundle bundle : context().getBundles()) {
            names.add(bundle.getSymbolicName());
        }
        return names;
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }
}
