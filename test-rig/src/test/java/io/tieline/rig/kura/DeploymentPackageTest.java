package io.tieline.rig.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeploymentPackageTest {

    /** What every supported Kura (5.3 to 6) exports, and the range to import it with. */
    private static final Map<String, String> KURA_IMPORTS = Map.ofEntries(
            Map.entry("org.eclipse.kura", "[1.6,2)"),
            Map.entry("org.eclipse.kura.configuration", "[1.2,2)"),
            Map.entry("org.eclipse.kura.configuration.metatype", "[1.1,2)"),
            Map.entry("org.eclipse.kura.core.configuration.metatype", "[1.0,2)"),
            Map.entry("org.eclipse.kura.channel", "[1.2,2)"),
            Map.entry("org.eclipse.kura.channel.listener", "[1.0,2)"),
            Map.entry("org.eclipse.kura.driver", "[1.0,2)"),
            Map.entry("org.eclipse.kura.type", "[1.1,2)"),
            Map.entry("org.eclipse.kura.message", "[1.4,2)"),
            Map.entry("org.eclipse.kura.cloudconnection.listener", "[1.0,2)"),
            Map.entry("org.eclipse.kura.cloudconnection.message", "[1.0,2)"),
            Map.entry("org.eclipse.kura.cloudconnection.publisher", "[1.0,2)"),
            Map.entry("org.eclipse.kura.crypto", "[1.3,2)"),
            Map.entry("org.eclipse.kura.watchdog", "[1.0,2)"),
            Map.entry("org.eclipse.kura.security.keystore", "[1.0,2)"));

    private static final Map<String, String> PLATFORM_IMPORTS = Map.of(
            "org.slf4j", "[1.7,2)",
            "org.osgi.service.component", "[1.3,2)",
            "org.osgi.service.cm", "[1.5,2)",
            "org.osgi.service.event", "[1.3,2)",
            "org.osgi.service.deploymentadmin", "[1.0,2)");

    /** Kura has some version of these, and never the same twice. */
    private static final List<String> NEVER_FROM_THE_PLATFORM = List.of(
            "javax.servlet",
            "javax.ws.rs",
            "jakarta",
            "com.google.protobuf",
            "com.google.gson",
            "io.netty",
            "org.bouncycastle",
            "org.eclipse.paho",
            "org.eclipse.milo",
            "org.eclipse.jetty",
            "org.sqlite");

    private final DeploymentPackage dp;

    DeploymentPackageTest() throws IOException {
        dp = DeploymentPackage.built();
    }

    @Test
    void theManifestComesFirstAndThereAreNoFolders() {
        assertThat(dp.entries().get(0)).isEqualTo("META-INF/MANIFEST.MF");
        assertThat(dp.entries()).doesNotHaveDuplicates().noneMatch(name -> name.endsWith("/"));
        assertThat(dp.entries().subList(1, dp.entries().size()))
                .containsExactlyElementsOf(dp.bundles().keySet());
    }

    @Test
    void theMainSectionNamesThePackage() {
        Attributes main = dp.manifest().getMainAttributes();
        assertThat(main.getValue("DeploymentPackage-SymbolicName")).isEqualTo("tieline");
        assertThat(main.getValue("DeploymentPackage-Version")).isEqualTo("0.1.0");
    }

    @Test
    void everySectionSaysWhatItsBundleSays() {
        assertThat(dp.manifest().getEntries().keySet())
                .containsExactlyInAnyOrderElementsOf(dp.bundles().keySet());
        dp.bundles().forEach((name, bundle) -> {
            Attributes section = dp.manifest().getAttributes(name);
            assertThat(section.getValue("Bundle-SymbolicName")).isEqualTo(bundle.symbolicName());
            assertThat(section.getValue("Bundle-Version")).isEqualTo(bundle.header("Bundle-Version"));
        });
    }

    @Test
    void symbolicNamesAreOursAndUnique() {
        assertThat(dp.bundles().values().stream().map(DeploymentPackage.Bundle::symbolicName))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("io.tieline."))
                .doesNotContain("io.tieline.kura-api", "io.tieline.launcher");
    }

    @Test
    void theWholeProductIsInIt() {
        assertThat(dp.bundles().values().stream().map(DeploymentPackage.Bundle::symbolicName))
                .contains("io.tieline.gateway", "io.tieline.kura", "io.tieline.model", "io.tieline.lib-milo");
    }

    @Test
    void importsHaveTheRangesThatResolveOnEverySupportedKura() {
        List<String> wrong = new ArrayList<>();
        forEachImport((bundle, clause) -> {
            String expected = clause.isIn("org.eclipse.kura")
                    ? KURA_IMPORTS.getOrDefault(clause.name(), "not to be imported")
                    : clause.parameters().containsKey("tieline") ? null : PLATFORM_IMPORTS.get(clause.name());
            if (expected != null && !expected.equals(clause.version())) {
                wrong.add(bundle + " imports " + clause + " instead of " + expected);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsTakenFromThePlatformThatChangesWithIt() {
        List<String> wrong = new ArrayList<>();
        forEachImport((bundle, clause) -> {
            if (!clause.parameters().containsKey("tieline")
                    && NEVER_FROM_THE_PLATFORM.stream().anyMatch(clause::isIn)) {
                wrong.add(bundle + " imports " + clause);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyMandatoryImportIsOfTheJdkTheFrameworkKuraOrOurs() {
        Set<String> ours = dp.bundles().values().stream()
                .flatMap(bundle -> bundle.exports().stream())
                .map(Clause::name)
                .collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        forEachImport((bundle, clause) -> {
            boolean known = ours.contains(clause.name())
                    || clause.name().equals("org.slf4j")
                    || clause.isIn("org.eclipse.kura")
                    || clause.isIn("org.osgi")
                    || isOfTheJdk(clause.name());
            if (!known && !clause.isOptional()) {
                wrong.add(bundle + " imports " + clause);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyElseCanWireToWhatWeExport() {
        List<String> wrong = new ArrayList<>();
        for (DeploymentPackage.Bundle bundle : dp.bundles().values()) {
            for (Clause clause : bundle.exports()) {
                String mandatory = clause.parameters().getOrDefault("mandatory:", "");
                if (!clause.isIn("io.tieline") && !clause.parameters().containsKey(mandatory)) {
                    wrong.add(bundle.symbolicName() + " exports " + clause);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void bundlesAreFlat() {
        assertThat(dp.bundles().values()).allSatisfy(bundle -> assertThat(bundle.header("Bundle-ClassPath"))
                .isIn("", "."));
    }

    private interface ImportVisitor {
        void visit(String bundle, Clause clause);
    }

    private void forEachImport(ImportVisitor visitor) {
        dp.bundles().values().stream()
                .sorted(Comparator.comparing(DeploymentPackage.Bundle::symbolicName))
                .forEach(bundle -> bundle.imports().forEach(clause -> visitor.visit(bundle.symbolicName(), clause)));
    }

    private static boolean isOfTheJdk(String packageName) {
        return JDK.contains(packageName);
    }

    private static final Set<String> JDK = ModuleLayer.boot().modules().stream()
            .filter(Module::isNamed)
            .flatMap(module -> module.getDescriptor().exports().stream())
            .filter(export -> !export.isQualified())
            .map(export -> export.source())
            .collect(Collectors.toCollection(TreeSet::new));
}
