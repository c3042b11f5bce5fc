package io.tieline.rig.accept.kura;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.osgi.util.ManifestElement;

/** What Felix DeploymentAdmin and Kura's deployment agent demand of a {@code .dp}. */
final class PackageRules {

    static final long MOST_BYTES = 40L << 20;

    private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";
    private static final String VERSION = "Bundle-Version";

    /** Kura is the platform, starts by itself and needs no command line. */
    private static final Set<String> STANDALONE =
            Set.of("io.tieline.kura-api", "io.tieline.launcher", "io.tieline.systemd");

    /** Wrapped libraries without code of ours. */
    static final Set<String> LIBRARIES = Set.of("io.tieline.lib-netty", "io.tieline.lib-milo", "io.tieline.lib-kafka");

    /** Of the command line alone. */
    private static final List<String> COMMAND_LINE = List.of("org/apache/parquet/", "picocli/", "com/ghgande/");

    private static final List<String> NATIVES = List.of(
            "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
            "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
            "Linux/x86_64/libjSerialComm.so",
            "Linux/armv8_64/libjSerialComm.so");

    private PackageRules() {}

    static List<Rule> all() {
        return Stream.of(manifest(), content()).flatMap(List::stream).toList();
    }

    private static List<Rule> manifest() {
        return List.of(
                of(
                        "dp-first",
                        "the manifest is the first entry, or the installer finds none",
                        dp -> dp.entries().stream()
                                .findFirst()
                                .filter(DeploymentPackage.MANIFEST::equals)
                                .map(first -> List.<String>of())
                                .orElse(List.of("it is not"))),
                of(
                        "dp-header",
                        "the manifest names package and version, the version without a qualifier",
                        dp -> missing(
                                dp.main(),
                                Map.of(
                                        "Manifest-Version", "1.0",
                                        "DeploymentPackage-SymbolicName", "tieline",
                                        "DeploymentPackage-Version", "\\d+\\.\\d+\\.\\d+"))),
                of("dp-sections", "every bundle has a section with its own name and version", PackageRules::sections),
                of(
                        "dp-folders",
                        "no folder is an entry: the installer would take it for a bundle",
                        dp -> dp.entries().stream()
                                .filter(name -> name.endsWith("/"))
                                .toList()),
                of("dp-bundles", "nothing but bundles: Kura has no resource processor", dp -> dp.entries().stream()
                        .filter(name -> !name.equals(DeploymentPackage.MANIFEST) && !name.endsWith(".jar"))
                        .toList()),
                of(
                        "dp-libraries",
                        "a wrapped library has a version of its own, in its path too: it stays where a release does not change it",
                        dp -> dp.bundles().stream()
                                .filter(bundle -> LIBRARIES.contains(bundle.symbolicName()))
                                .filter(bundle ->
                                        bundle.version().equals(dp.main().get("DeploymentPackage-Version"))
                                                || !bundle.file()
                                                        .endsWith("/" + bundle.symbolicName() + "-" + bundle.version()
                                                                + ".jar"))
                                .map(BundleJar::file)
                                .toList()),
                of("dp-unique", "no symbolic name comes twice", dp -> dp.bundles().stream()
                        .collect(Collectors.groupingBy(BundleJar::symbolicName, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(each -> each.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    private static List<String> missing(Map<String, String> headers, Map<String, String> patterns) {
        return patterns.entrySet().stream()
                .filter(each -> !headers.getOrDefault(each.getKey(), "").matches(each.getValue()))
                .map(each -> each.getKey() + " is '" + headers.getOrDefault(each.getKey(), "") + "'")
                .sorted()
                .toList();
    }

    private static List<String> sections(DeploymentPackage dp) {
        List<String> faults = new ArrayList<>();
        dp.sections().keySet().stream()
                .filter(name -> !dp.entries().contains(name))
                .forEach(name -> faults.add(name + " is not there"));
        for (BundleJar bundle : dp.bundles()) {
            Map<String, String> section = dp.sections().getOrDefault(bundle.file(), Map.of());
            if (!bundle.symbolicName().equals(section.get(SYMBOLIC_NAME))
                    || !bundle.version().equals(section.get(VERSION))) {
                faults.add(
                        bundle.file() + " is " + bundle.symbolicName() + " " + bundle.version() + ", not " + section);
            }
        }
        return faults;
    }

    private static List<Rule> content() {
        return List.of(
                of(
                        "dp-size",
                        "at most 40 MB, for Kura installs it anew at every start",
                        dp -> dp.size() <= MOST_BYTES ? List.of() : List.of(dp.size() + " bytes")),
                of(
                        "dp-platform",
                        "nothing of what Kura itself is: its API, a start of its own, a watchdog",
                        dp -> dp.bundles().stream()
                                .map(BundleJar::symbolicName)
                                .filter(STANDALONE::contains)
                                .toList()),
                of("dp-command-line", "nothing that only the command line uses", dp -> dp.bundles().stream()
                        .filter(bundle -> bundle.entries().stream()
                                .anyMatch(name -> COMMAND_LINE.stream().anyMatch(name::startsWith)))
                        .map(BundleJar::file)
                        .toList()),
                of("dp-natives", "SQLite and serial lines run on x86-64 and aarch64", dp -> {
                    Set<String> entries = dp.bundles().stream()
                            .map(BundleJar::entries)
                            .flatMap(Collection::stream)
                            .collect(Collectors.toSet());
                    return NATIVES.stream()
                            .filter(name -> !entries.contains(name))
                            .toList();
                }),
                of(
                        "dp-complete",
                        "what one bundle of ours asks of another is in the package: half a package installs without a word",
                        PackageRules::dangling));
    }

    private static List<String> dangling(DeploymentPackage dp) {
        Set<String> given = dp.bundles().stream()
                .flatMap(bundle -> bundle.clauses("Export-Package"))
                .map(ManifestElement::getValue)
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (BundleJar bundle : dp.bundles()) {
            bundle.clauses("Import-Package")
                    .filter(clause -> clause.getAttribute("tieline") != null
                            || clause.getValue().startsWith("io.tieline."))
                    .map(ManifestElement::getValue)
                    .filter(name -> !given.contains(name))
                    .forEach(name -> missing.add(bundle.file() + ": " + name));
        }
        return List.copyOf(missing);
    }

    private static Rule of(String id, String says, Function<DeploymentPackage, List<String>> judge) {
        return new Rule(id, says, artefacts -> judge.apply(artefacts.deployment()));
    }
}
