package io.tieline.gateway.update;

import io.tieline.update.release.Durable;
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
 * @param goodDevices devices of the site with at least one good value
 * @param steeredAfterMillis how long after the updates control came round; 0 if it was there before them
 * @param deciding whether the batteries are controlled
 * @param recording whether the journal is written
 * @param connected whether the uplink has its broker
 * @param components the names of the components that have all they need
 */
record Condition(
        int goodDevices,
        long steeredAfterMillis,
        boolean deciding,
        boolean recording,
        boolean connected,
        Set<String> components) {

    static final Condition UNKNOWN = new Condition(0, 0, false, false, false, Set.of());

    private static final int SINGLES = 5;

    /** What is worse than it was before. */
    List<String> worseThan(Condition before) {
        List<String> worse = new ArrayList<>();
        if (goodDevices < before.goodDevices()) {
            worse.add(goodDevices + " devices have good values, before it were " + before.goodDevices());
        }
        lost(before.deciding(), deciding, "nothing is decided any more", worse);
        lost(before.recording(), recording, "the journal is not written any more", worse);
        lost(before.connected(), connected, "the uplink has no broker any more", worse);
        Set<String> missing = new TreeSet<>(before.components());
        missing.removeAll(components);
        missing.forEach(name -> worse.add(name + " does not run any more"));
        return worse;
    }

    private static void lost(boolean before, boolean now, String words, List<String> worse) {
        if (before && !now) {
            worse.add(words);
        }
    }

    void store(Path file) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("" + goodDevices, "" + steeredAfterMillis, "" + deciding, "" + recording, "" + connected));
        lines.addAll(components);
        Durable.write(file, String.join("\n", lines) + "\n");
    }

    static Condition load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return UNKNOWN;
        }
        List<String> lines = Files.readAllLines(file);
        try {
            return new Condition(
                    Integer.parseInt(lines.get(0)),
                    Long.parseLong(lines.get(1)),
                    Boolean.parseBoolean(lines.get(2)),
                    Boolean.parseBoolean(lines.get(3)),
                    Boolean.parseBoolean(lines.get(4)),
                    new TreeSet<>(lines.subList(SINGLES, lines.size())));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(file + " is damaged", e);
        }
    }
}
