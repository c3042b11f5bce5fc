package io.tieline.rig.accept.kura;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the supported releases of Kura export, and how a bundle may ask for it. */
final class KuraPackages {

    static final List<String> RELEASES = List.of("5.3", "5.4", "5.5", "5.6", "6");

    private static final String TABLE = "packages.tsv";
    private static final String ABSENT = "-";

    /** Whether a bundle has to do without the package. */
    enum Presence {
        /** Every release has it. */
        REQUIRED,
        /** Some release or installation has not. */
        OPTIONAL,
        /** No API: only the bundle of the driver, which cannot do without, may ask for it. */
        DRIVER
    }

    /**
     * A package.
     *
     * @param versions what each release exports; none of it: no entry
     * @param ranges each of them is right
     */
    record Exported(Map<String, String> versions, List<String> ranges, Presence presence) {}

    private final Map<String, Exported> packages;

    private KuraPackages(Map<String, Exported> packages) {
        this.packages = packages;
    }

    static KuraPackages load() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KuraPackages.class.getResourceAsStream(TABLE)), StandardCharsets.UTF_8))) {
            Map<String, Exported> packages = new TreeMap<>();
            in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(cells -> {
                        Map<String, String> versions = new LinkedHashMap<>();
                        for (int i = 0; i < RELEASES.size(); i++) {
                            if (!cells[i + 1].equals(ABSENT)) {
                                versions.put(RELEASES.get(i), cells[i + 1]);
                            }
                        }
                        int next = 1 + RELEASES.size();
                        packages.put(
                                cells[0],
                                new Exported(
                                        versions,
                                        Arrays.asList(cells[next].split(" ")),
                                        Presence.valueOf(cells[next + 1].toUpperCase(Locale.ROOT))));
                    });
            return new KuraPackages(packages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Exported> all() {
        return packages;
    }

    /** What a release exports, as a list of clauses of Export-Package, for packages this class path has. */
    String exports(String release, ClassLoader classPath) {
        return packages.entrySet().stream()
                .filter(each -> each.getValue().versions().containsKey(release))
                .filter(each -> classPath.getResource(each.getKey().replace('.', '/')) != null)
                .map(each -> each.getKey() + ";version=\""
                        + each.getValue().versions().get(release) + "\"")
                .collect(Collectors.joining(","));
    }
}
