package io.tieline.rig.accept.kura;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.osgi.util.ManifestElement;

/** What a bundle may ask of the platform, and what it may show to others. */
final class BundleRules {

    private static final String OURS = "io.tieline.";
    private static final String KURA = "org.eclipse.kura";
    private static final String RESOLUTION = "resolution";
    private static final String OPTIONAL = "optional";
    private static final int JAVA_17 = 61;

    /** Of another major in Kura 6, or only there because something else in Kura happens to bring it. */
    private static final List<String> FORBIDDEN = List.of(
            "javax.servlet",
            "javax.ws.rs",
            "javax.xml.bind",
            "jakarta.",
            "com.google.",
            "io.netty.",
            "org.bouncycastle.",
            "org.eclipse.jetty.",
            "org.eclipse.paho.",
            "org.eclipse.milo.",
            "org.h2.",
            "org.sqlite.",
            "org.apache.commons.",
            "com.eclipsesource.");

    /** Of a Java runtime, and not in every one: nothing else may be optional, for it would be wired to by accident. */
    private static final List<String> OF_JAVA =
            List.of("javax.", "jdk.", "sun.misc", "org.ietf.jgss", "org.w3c.dom", "org.xml.sax");

    private static final Set<String> JAVA = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getDescriptor().exports().stream())
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern EXTENDER =
            Pattern.compile("osgi\\.extender=osgi\\.(?:component|metatype)\\)\\(version>=(\\d+)\\.(\\d+)");

    private static final Pattern JAVA_NEEDED = Pattern.compile("osgi\\.ee=JavaSE\\)\\(version=(\\d+)\\)");

    private final KuraPackages packages;

    private BundleRules(KuraPackages packages) {
        this.packages = packages;
    }

    static List<Rule> all() {
        BundleRules rules = new BundleRules(KuraPackages.load());
        return Stream.of(rules.imports(), exports(), content())
                .flatMap(List::stream)
                .toList();
    }

    private List<Rule> imports() {
        return List.of(
                ofImports(
                        "import-range",
                        "ranges are those of the table, which resolve on every supported Kura",
                        (bundle, clause) -> {
                            KuraPackages.Exported exported = packages.all().get(clause.getValue());
                            return exported == null
                                    ? !clause.getValue().startsWith(KURA)
                                    : exported.ranges().contains(String.valueOf(clause.getAttribute("version")));
                        }),
                ofImports("import-optional", "what some Kura has not is imported as optional", (bundle, clause) -> {
                    KuraPackages.Exported exported = packages.all().get(clause.getValue());
                    return exported == null
                            || exported.presence() != KuraPackages.Presence.OPTIONAL
                            || isOptional(clause);
                }),
                ofImports(
                        "import-driver",
                        "Kura's classes that are no API are imported by the driver's bundle alone",
                        (bundle, clause) -> {
                            KuraPackages.Exported exported = packages.all().get(clause.getValue());
                            return exported == null
                                    || exported.presence() != KuraPackages.Presence.DRIVER
                                    || bundle.components()
                                            .anyMatch(component ->
                                                    component.services().contains(ScrComponent.DRIVER));
                        }),
                ofImports(
                        "import-forbidden",
                        "nothing is imported that has another major in Kura 6 or belongs to others",
                        (bundle, clause) -> FORBIDDEN.stream()
                                .noneMatch(prefix -> clause.getValue().startsWith(prefix))),
                ofImports(
                        "import-known",
                        "what must be there is of Java, the framework, Kura or us",
                        (bundle, clause) -> isOptional(clause)
                                || JAVA.contains(clause.getValue())
                                || packages.all().containsKey(clause.getValue())
                                || clause.getValue().startsWith("org.osgi.")
                                || clause.getValue().startsWith(OURS)),
                ofImports(
                        "import-by-accident",
                        "nothing but parts of Java and Kura is optional: it would wire to whatever is there",
                        (bundle, clause) -> !isOptional(clause)
                                || clause.getValue().startsWith(KURA)
                                || packages.all().containsKey(clause.getValue())
                                || OF_JAVA.stream()
                                        .anyMatch(prefix -> clause.getValue().startsWith(prefix))),
                of(
                        "import-dynamic",
                        "no dynamic imports, no required bundles, no fragments",
                        (bundle, faults) -> Stream.of("DynamicImport-Package", "Require-Bundle", "Fragment-Host")
                                .filter(bundle.headers()::containsKey)
                                .forEach(faults::add)),
                of(
                        "import-extender",
                        "declarative services and metatype are asked for in 1.4 at most: no Kura 5 has more",
                        (bundle, faults) -> {
                            Matcher needed = EXTENDER.matcher(bundle.headers().getOrDefault("Require-Capability", ""));
                            while (needed.find()) {
                                if (Integer.parseInt(needed.group(1)) > 1 || Integer.parseInt(needed.group(2)) > 4) {
                                    faults.add(needed.group());
                                }
                            }
                        }));
    }

    private static boolean isOptional(ManifestElement clause) {
        return OPTIONAL.equals(clause.getDirective(RESOLUTION));
    }

    private static List<Rule> exports() {
        return List.of(
                of(
                        "export-kura",
                        "no package of Kura is exported: two classes of one name",
                        (bundle, faults) -> bundle.clauses("Export-Package")
                                .map(ManifestElement::getValue)
                                .filter(name -> name.startsWith(KURA))
                                .forEach(faults::add)),
                of(
                        "export-private",
                        "code of others is private, or exported under an attribute nobody else asks for",
                        (bundle, faults) -> bundle.clauses("Export-Package")
                                .filter(clause -> !clause.getValue().startsWith(OURS))
                                .filter(clause -> clause.getAttribute("tieline") == null
                                        || !"tieline".equals(clause.getDirective("mandatory")))
                                .map(ManifestElement::getValue)
                                .forEach(faults::add)));
    }

    private static List<Rule> content() {
        return List.of(
                of(
                        "bundle-name",
                        "a symbolic name is ours: Kura refuses a second bundle of a name it has",
                        (bundle, faults) -> {
                            if (!bundle.symbolicName().startsWith(OURS)) {
                                faults.add(bundle.symbolicName());
                            }
                        }),
                of("bundle-flat", "no jar in a jar: Kura unpacks them at every start", (bundle, faults) -> {
                    bundle.entries().stream()
                            .filter(name -> name.endsWith(".jar"))
                            .forEach(faults::add);
                    if (bundle.headers().containsKey("Bundle-ClassPath")) {
                        faults.add("Bundle-ClassPath");
                    }
                }),
                of(
                        "bundle-signed",
                        "no signature of a jar that was taken apart",
                        (bundle, faults) -> bundle.entries().stream()
                                .filter(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"))
                                .forEach(faults::add)),
                of("bundle-java", "class files and requirements are those of Java 17", (bundle, faults) -> {
                    if (bundle.newestClass() > JAVA_17) {
                        faults.add("class files of major " + bundle.newestClass());
                    }
                    Matcher needed = JAVA_NEEDED.matcher(bundle.headers().getOrDefault("Require-Capability", ""));
                    while (needed.find()) {
                        if (Integer.parseInt(needed.group(1)) > 17) {
                            faults.add("requires Java " + needed.group(1));
                        }
                    }
                }));
    }

    private interface Right {
        boolean test(BundleJar bundle, ManifestElement clause);
    }

    private static Rule ofImports(String id, String says, Right right) {
        return of(id, says, (bundle, faults) -> bundle.platformImports()
                .filter(clause -> !right.test(bundle, clause))
                .forEach(clause -> faults.add(clause.toString())));
    }

    /** A rule on every bundle of every package. */
    static Rule of(String id, String says, BiConsumer<BundleJar, List<String>> judge) {
        return new Rule(id, says, artefacts -> Stream.concat(
                        artefacts.deployment().bundles().stream(),
                        artefacts.debian().stream().map(DebianPackage::bundles).flatMap(Collection::stream))
                .flatMap(bundle -> {
                    List<String> faults = new ArrayList<>();
                    judge.accept(bundle, faults);
                    return faults.stream().map(fault -> bundle.file() + ": " + fault);
                })
                .toList());
    }
}
