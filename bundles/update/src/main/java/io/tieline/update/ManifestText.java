package io.tieline.update;

import io.tieline.update.RefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one JSON text of a manifest. Signed are exactly these bytes; a text that says the same in other words (order,
 * white space, escapes, keys twice) is refused, so that nothing can be read in two ways.
 */
final class ManifestText {

    private static final Pattern WHOLE =
            Pattern.compile("\\{\"bundles\":\\{(?<bundles>[^{}]*)},\"counter\":(?<counter>\\d{1,18}),"
                    + "\"name\":\"(?<name>[^\"\\\\]*)\",\"version\":\"(?<version>[^\"\\\\]*)\"}");
    private static final Pattern BUNDLE = Pattern.compile("\"(?<file>[^\"\\\\]*)\":\"(?<hash>[^\"\\\\]*)\"");

    private ManifestText() {}

    /** Keys sorted, no white space, UTF-8. */
    static byte[] of(PackageManifest manifest) {
        String bundles = manifest.bundles().entrySet().stream()
                .map(bundle -> "\"" + bundle.getKey() + "\":\"" + bundle.getValue() + "\"")
                .collect(Collectors.joining(","));
        return ("{\"bundles\":{" + bundles + "},\"counter\":" + manifest.counter() + ",\"name\":\"" + manifest.name()
                        + "\",\"version\":\"" + manifest.version() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static PackageManifest parse(byte[] bytes) throws RefusedException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Matcher whole = WHOLE.matcher(text);
            if (!whole.matches()) {
                throw new IllegalArgumentException("not in the canonical form");
            }
            PackageManifest manifest = new PackageManifest(
                    whole.group("name"),
                    whole.group("version"),
                    Long.parseLong(whole.group("counter")),
                    bundles(whole.group("bundles")));
            if (!Arrays.equals(bytes, of(manifest))) {
                throw new IllegalArgumentException("not in the canonical form");
            }
            return manifest;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new RefusedException(
                    Reason.NOT_READABLE,
                    "the manifest of the package is not usable: " + e.getMessage() + "; build the package anew");
        }
    }

    private static SortedMap<String, String> bundles(String text) {
        SortedMap<String, String> bundles = new TreeMap<>();
        for (Matcher bundle = BUNDLE.matcher(text); bundle.find(); ) {
            bundles.put(bundle.group("file"), bundle.group("hash"));
        }
        return bundles;
    }
}
