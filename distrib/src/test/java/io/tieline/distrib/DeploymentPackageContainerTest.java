package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Installs the deployment package the way Kura does: through Felix DeploymentAdmin, on a framework that has of ours
 * nothing but the API Kura itself would export.
 */
class DeploymentPackageContainerTest {

    private static final Path PACKAGE = Path.of("../features/target/tieline-0.1.0.dp");
    private static final Path PLATFORM =
            Path.of(Objects.requireNonNull(System.getProperty("tieline.home"))).resolve("plugins");

    /** The framework and its services without the API this test speaks itself, and the API of Kura. */
    private static final Predicate<Path> OF_THE_PLATFORM =
            jar -> jar.resolveSibling("").endsWith("01")
                    ? !String.valueOf(jar.getFileName()).startsWith("org.osgi.service.metatype")
                    : String.valueOf(jar.getFileName()).startsWith("kura-api");

    private static final Set<String> FACTORIES = Set.of("io.tieline.kura.Driver");

    private static final Set<String> FORMS = Set.of(
            "io.tieline.gateway.Journal",
            "io.tieline.gateway.Site",
            "io.tieline.gateway.PeakShaving",
            "io.tieline.gateway.BackupReserve",
            "io.tieline.gateway.SiteLimits",
            "io.tieline.gateway.EnergyPrice",
            "io.tieline.gateway.Smoothing",
            "io.tieline.gateway.Commissioning",
            "io.tieline.gateway.Uplink",
            "io.tieline.gateway.Kafka",
            "io.tieline.gateway.Northbound",
            "io.tieline.gateway.Console",
            "io.tieline.gateway.Update",
            "io.tieline.kura.CloudUplink");

    private final Path storage;
    private final Framework framework;

    DeploymentPackageContainerTest(@TempDir Path storage) {
        this.storage = storage;
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
        this.framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings);
    }

    @BeforeEach
    void startThePlatform() throws Exception {
        assumeTrue(Files.exists(PACKAGE), () -> PACKAGE + " is not built; run mvn verify from the top");
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Path> jars = new ArrayList<>();
        try (var platform = Files.list(PLATFORM.resolve("01"));
                var ours = Files.list(PLATFORM.resolve("02"))) {
            Stream.concat(platform, ours).filter(OF_THE_PLATFORM).forEach(jars::add);
        }
        for (Class<?> type : List.of(DependencyManager.class, DeploymentAdmin.class)) {
            jars.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context.installBundle(jar.toAbsolutePath().toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    @Test
    void everyBundleBecomesActiveAndEveryFormIsSeenAndNothingIsLeftBehind() throws Exception {
        BundleContext context = framework.getBundleContext();
        Set<String> before = names(context);
        DeploymentAdmin admin = service(context, DeploymentAdmin.class);
        try (InputStream content = Files.newInputStream(PACKAGE)) {
            var installed = admin.installDeploymentPackage(content);
            assertThat(problems(context)).isEmpty();
            assertThat(names(context)).contains("io.tieline.gateway", "io.tieline.kura");
            MetaTypeService forms = service(context, MetaTypeService.class);
            Set<String> pids = new TreeSet<>();
            Set<String> factories = new TreeSet<>();
            for (Bundle bundle : ours(context)) {
                MetaTypeInformation information = forms.getMetaTypeInformation(bundle);
                for (String pid : information.getPids()) {
                    pids.add(pid);
                    assertThat(information.getObjectClassDefinition(pid, null).getID())
                            .isEqualTo(pid);
                }
                factories.addAll(List.of(information.getFactoryPids()));
            }
            assertThat(pids).isEqualTo(FORMS);
            assertThat(factories).isEqualTo(FACTORIES);
            installed.uninstall();
            assertThat(names(context)).isEqualTo(before);
        }
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        var reference = Objects.requireNonNull(context.getServiceReference(type), type.getName());
        return Objects.requireNonNull(context.getService(reference));
    }

    /** What is not active, with what it misses: DeploymentAdmin itself takes an unresolved bundle for a success. */
    private static List<String> problems(BundleContext context) {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : ours(context)) {
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

    private static List<Bundle> ours(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("osgi-dp:"))
                .toList();
    }

    private static Set<String> names(BundleContext context) {
        Set<String> names = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            names.add(bundle.getSymbolicName());
        }
        return names;
    }
}
