package io.tieline.profile;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles in the bundle, each read when it is first asked for: the start of a gateway does not wait for hundreds of
 * them. A file {@code modbus/abb-b23.yaml} holds the profile {@code abb-b23}, whose protocol is Modbus.
 *
 * <p>Thread-safe.
 */
final class BuiltInProfiles {

    /** Files by id, as the build lists them: a bundle has no folder that could be listed. */
    private final Map<String, String> files = new LinkedHashMap<>();

    private final Map<String, Profile> read = new HashMap<>();

    BuiltInProfiles() {
        resource("index.txt")
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> files.put(name.substring(name.indexOf('/') + 1, name.lastIndexOf('.')), name));
    }

    Map<String, ProfileLibrary.Entry> entries() {
        Map<String, ProfileLibrary.Entry> entries = new HashMap<>();
        files.forEach((id, file) -> entries.put(
                id,
                new ProfileLibrary.Entry(PlanReader.planOf(file.substring(0, file.indexOf('/'))), () -> profile(id))));
        return entries;
    }

    private synchronized Profile profile(String id) {
        Profile known = read.get(id);
        if (known != null) {
            return known;
        }
        String file = String.valueOf(files.get(id));
        Problems problems = new Problems();
        Optional<Fields> document = Document.parse(file, resource(file), problems);
        Optional<Profile> profile = document.flatMap(fields -> ProfileReader.compile(
                fields,
                parent -> files.containsKey(parent) ? Optional.of(profile(parent)) : Optional.empty(),
                problems));
        Profile made = profile.orElseThrow(() -> new IllegalStateException(
                "built-in profile: " + problems.sorted().get(0)));
        read.put(id, made);
        return made;
    }

    private static String resource(String name) {
        try (InputStream stream = BuiltInProfiles.class.getResourceAsStream("/profiles/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("missing in the bundle: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
