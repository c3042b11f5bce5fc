package io.tieline.rig.accept.kura;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Kura 6 demands of an add-on. */
final class DebianRules {

    static final String FOLDER = "/opt/eclipse/kura/plugins/6s/";
    private static final List<String> DEPENDS = List.of("kura-core (>= 6.0.0~)", "kura-core (<< 7)", "kura-wires");

    /** Beside the bundles: the updater, who is root, its units and keys, and what the package is made of. */
    private static final List<String> BESIDE = List.of(
            "/usr/lib/kura-tieline/",
            "/lib/systemd/system/kura-tieline-update.",
            "/etc/kura-tieline/",
            "/usr/share/doc/kura-tieline/");

    private static final Pattern WRITABLE_BY_ROOT_ALONE = Pattern.compile("-rw.r-.r-.");

    private DebianRules() {}

    static List<Rule> all() {
        return List.of(
                of(
                        "deb-depends",
                        "it goes with Kura 6 alone, and with its wires, where drivers and assets are",
                        (deb, artefacts) -> {
                            List<String> depends = Arrays.asList(
                                    deb.control().getOrDefault("Depends", "").split(", *"));
                            return DEPENDS.stream()
                                    .filter(each -> !depends.contains(each))
                                    .toList();
                        }),
                of(
                        "deb-control",
                        "one package for every machine, with the version of the product",
                        (deb, artefacts) -> {
                            Map<String, String> wanted = Map.of(
                                    "Package",
                                    "kura-tieline",
                                    "Architecture",
                                    "all",
                                    "Version",
                                    artefacts.deployment().main().getOrDefault("DeploymentPackage-Version", ""));
                            return wanted.entrySet().stream()
                                    .filter(each -> !each.getValue()
                                            .equals(deb.control().get(each.getKey())))
                                    .map(each -> each.getKey() + " is "
                                            + deb.control().get(each.getKey()))
                                    .sorted()
                                    .toList();
                        }),
                of(
                        "deb-folder",
                        "bundles lie in plugins/6s, where Kura starts them at level 6, and elsewhere lies the updater only",
                        (deb, artefacts) -> deb.contents().stream()
                                .filter(DebianPackage.Content::isFile)
                                .map(DebianPackage.Content::path)
                                .filter(path -> !path.startsWith(FOLDER)
                                        && BESIDE.stream().noneMatch(path::startsWith))
                                .toList()),
                of(
                        "deb-updater",
                        "what root runs, and whose word root trusts, is root's: Kura's user cannot change it",
                        (deb, artefacts) -> deb.contents().stream()
                                .filter(DebianPackage.Content::isFile)
                                .filter(content -> !content.path().startsWith(FOLDER))
                                .filter(content -> !content.owner().equals("root")
                                        || !WRITABLE_BY_ROOT_ALONE
                                                .matcher(content.mode())
                                                .matches())
                                .map(content -> content.path() + " is " + content.mode() + " of " + content.owner())
                                .toList()),
                of(
                        "deb-owner",
                        "its bundles belong to kurad, as whom Kura runs",
                        (deb, artefacts) -> deb.contents().stream()
                                .filter(content -> content.path().startsWith(FOLDER)
                                        && content.path().endsWith(".jar"))
                                .filter(content -> !content.owner().equals("kurad")
                                        || !content.mode().startsWith("-rw"))
                                .map(content -> content.path() + " is " + content.mode() + " of " + content.owner())
                                .toList()),
                of("deb-bundles", "its bundles are those of the deployment package, to the byte", (deb, artefacts) -> {
                    Set<String> here = digests(deb.bundles());
                    Set<String> there = digests(artefacts.deployment().bundles());
                    Set<String> different = new TreeSet<>(here);
                    different.addAll(there);
                    different.removeIf(each -> here.contains(each) && there.contains(each));
                    return List.copyOf(different);
                }),
                of(
                        "deb-size",
                        "at most 40 MB",
                        (deb, artefacts) ->
                                deb.size() <= PackageRules.MOST_BYTES ? List.of() : List.of(deb.size() + " bytes")));
    }

    private static Set<String> digests(List<BundleJar> bundles) {
        return bundles.stream()
                .map(bundle -> bundle.symbolicName() + " " + bundle.sha256())
                .collect(Collectors.toSet());
    }

    private static Rule of(String id, String says, BiFunction<DebianPackage, Artefacts, List<String>> judge) {
        return new Rule(id, says, artefacts -> artefacts
                .debian()
                .map(deb -> judge.apply(deb, artefacts))
                .orElse(List.of()));
    }
}
