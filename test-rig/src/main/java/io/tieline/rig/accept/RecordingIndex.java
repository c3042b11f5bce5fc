package io.tieline.rig.accept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The recordings of a folder, by kind.
 *
 * @param sizes kind → device → objects recorded
 */
record RecordingIndex(Map<String, Map<String, Integer>> sizes) {

    /** A recording with no more objects than this only says what the device is. */
    private static final int IDENTITY = 10;

    /** @param folder holds one folder per kind */
    static RecordingIndex of(Path folder) throws IOException {
        Map<String, Map<String, Integer>> sizes = new LinkedHashMap<>();
        for (Path kind : sorted(folder, "")) {
            if (Files.isDirectory(kind)) {
                Map<String, Integer> devices = new TreeMap<>();
                for (Path file : sorted(kind, ".snmprec")) {
                    String name = file.getFileName().toString().replace(".snmprec", "");
                    devices.put(name, objects(file));
                }
                sizes.put(kind.getFileName().toString(), devices);
            }
        }
        return new RecordingIndex(sizes);
    }

    boolean hasContent(String kind, String device) {
        return sizes.getOrDefault(kind, Map.of()).getOrDefault(device, 0) > IDENTITY;
    }

    /** By bytes, not by characters: recordings hold texts in whatever encoding the device has. */
    private static int objects(Path file) throws IOException {
        int objects = 0;
        for (byte b : Files.readAllBytes(file)) {
            objects += b == '|' ? 1 : 0;
            if (objects > 2 * (IDENTITY + 1)) {
                break;
            }
        }
        return objects / 2;
    }

    private static List<Path> sorted(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
