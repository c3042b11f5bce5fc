package io.tieline.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well the gateway does.
 *
 * @param goodPoints points of the site with a good value
 * @param components the names of the components that have all they need
 */
record Condition(int goodPoints, Set<String> components) {

    static final Condition UNKNOWN = new Condition(0, Set.of());

    /** What is worse than it was before. */
    List<String> worseThan(Condition before) {
        List<String> worse = new ArrayList<>();
        if (goodPoints < before.goodPoints()) {
            worse.add(goodPoints + " points have a good value, before it were " + before.goodPoints());
        }
        Set<String> missing = new TreeSet<>(before.components());
        missing.removeAll(components);
        missing.forEach(name -> worse.add(name + " does not run any more"));
        return worse;
    }

    void store(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(String.valueOf(goodPoints)));
        lines.addAll(components);
        Files.write(file, lines);
    }

    static Condition load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return UNKNOWN;
        }
        List<String> lines = Files.readAllLines(file);
        try {
            return new Condition(Integer.parseInt(lines.get(0)), new TreeSet<>(lines.subList(1, lines.size())));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(file + " is damaged", e);
        }
    }
}
