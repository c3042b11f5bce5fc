package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compiles several profile documents that may extend each other, parents first. */
final class ProfileLinker {

    private final Map<String, Fields> documents = new LinkedHashMap<>();
    private final Map<String, Optional<Profile>> compiled = new LinkedHashMap<>();
    private final Set<String> underway = new LinkedHashSet<>();
    private final Function<String, Optional<Profile>> known;
    private final Problems problems;

    /** @param known profiles from elsewhere that may be extended */
    ProfileLinker(List<Fields> documents, Function<String, Optional<Profile>> known, Problems problems) {
        this.known = known;
        this.problems = problems;
        documents.forEach(this::add);
    }

    private void add(Fields document) {
        String id = document.requiredText("profile").orElse(null);
        if (id == null) {
            return;
        }
        Fields first = documents.putIfAbsent(id, document);
        if (first != null) {
            Node at = document.node("profile").orElse(document.node());
            document.problem(at, "profile " + id + " is also in " + first.file(), "give one of them another id");
        }
    }

    /** Those without problems, in the order of the documents. */
    List<Profile> profiles() {
        return documents.keySet().stream()
                .map(this::compile)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Profile> compile(String id) {
        Optional<Profile> done = compiled.get(id);
        if (done != null) {
            return done;
        }
        underway.add(id);
        Fields document = Objects.requireNonNull(documents.get(id));
        Optional<Profile> profile = ProfileReader.compile(document, parent -> parent(document, parent), problems);
        underway.remove(id);
        compiled.put(id, profile);
        return profile;
    }

    private Optional<Profile> parent(Fields child, String id) {
        if (underway.contains(id) && documents.containsKey(id)) {
            // A user's profile may extend the built-in one it replaces.
            Optional<Profile> replaced = known.apply(id);
            if (replaced.isEmpty()) {
                child.problem(
                        child.node("extends").orElse(child.node()),
                        "profiles extend each other in a ring: " + String.join(", ", underway),
                        "let one of them stand alone");
            }
            return replaced;
        }
        return documents.containsKey(id) ? compile(id) : known.apply(id);
    }
}
