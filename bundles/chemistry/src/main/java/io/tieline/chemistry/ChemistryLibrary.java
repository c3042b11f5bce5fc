package io.tieline.chemistry;

import io.tieline.document.Document;
import io.tieline.document.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The chemistries that come with the bundle, by id. */
public final class ChemistryLibrary {

    private ChemistryLibrary() {}

    public static Optional<Chemistry> find(String id) {
        return Optional.ofNullable(BuiltIn.BY_ID.get(id));
    }

    /** Ordered by id. */
    public static List<Chemistry> all() {
        return List.copyOf(BuiltIn.BY_ID.values());
    }

    /** Ordered. */
    public static List<String> ids() {
        return List.copyOf(BuiltIn.BY_ID.keySet());
    }

    /** Read at first use. */
    private static final class BuiltIn {
        static final Map<String, Chemistry> BY_ID = load();

        private static Map<String, Chemistry> load() {
            Map<String, Chemistry> byId = new TreeMap<>();
            Problems problems = new Problems();
            for (String name : resource("index.txt").lines().toList()) {
                Document.parse(name, resource(name), problems)
                        .flatMap(document -> ChemistryReader.read(document, id -> Optional.empty(), problems))
                        .ifPresent(chemistry -> byId.put(chemistry.id(), chemistry));
            }
            if (!problems.isEmpty()) {
                throw new IllegalStateException(
                        "built-in chemistry: " + problems.sorted().get(0));
            }
            return byId;
        }

        private static String resource(String name) {
            try (InputStream stream = ChemistryLibrary.class.getResourceAsStream("/chemistries/" + name)) {
                if (stream == null) {
                    throw new IllegalStateException("missing in the bundle: " + name);
                }
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
    }
}
