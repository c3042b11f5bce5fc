package io.tieline.update;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a package says about itself, under its signature.
 *
 * @param name of the product
 * @param version as people say it; not compared
 * @param counter grows with every release; a package with a lower one than was ever installed is refused (anti-rollback)
 * @param bundles file name to SHA-256, 64 lower-case hexadecimal digits
 */
public record PackageManifest(String name, String version, long counter, SortedMap<String, String> bundles) {

    public PackageManifest {
        bundles = Collections.unmodifiableSortedMap(new TreeMap<>(bundles));
        requireWord("name", name);
        requireWord("version", version);
        if (counter < 1) {
            throw new IllegalArgumentException("counter must be 1 or more");
        }
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("bundles must name at least one file");
        }
        for (Map.Entry<String, String> bundle : bundles.entrySet()) {
            requireWord("bundle name", bundle.getKey());
            if (!bundle.getValue().matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("the hash of " + bundle.getKey() + " is not a SHA-256");
            }
        }
    }

    /** Names become file names and lines of the signed text: no path, no line break, no quote gets into them. */
    private static void requireWord(String field, String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}")) {
            throw new IllegalArgumentException(field + " may hold letters, digits and . _ + - only");
        }
    }
}
