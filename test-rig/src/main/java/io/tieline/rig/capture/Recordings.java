package io.tieline.rig.capture;

import io.tieline.control.study.LoadFormatException;
import io.tieline.control.study.LoadSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The recorded loads of a folder.
 *
 * @param skipped file name and reason of those that are no load
 */
record Recordings(List<Recording> loads, Map<String, String> skipped) {

    private static final String ENDING = ".csv";
    /** Less than this may hold no whole window. */
    private static final int LEAST_DAYS = 2;

    static Recordings in(Path folder) throws IOException {
        List<Recording> loads = new ArrayList<>();
        Map<String, String> skipped = new TreeMap<>();
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            try {
                LoadSeries load = LoadSeries.parse(
                        name.substring(0, name.length() - ENDING.length()),
                        Files.readAllLines(file, StandardCharsets.ISO_8859_1));
                if ((long) load.watts().length * load.stepMinutes() < LEAST_DAYS * 1440) {
                    skipped.put(name, "less than " + LEAST_DAYS + " days");
                } else if (Arrays.stream(load.watts()).max().orElse(0) <= 0) {
                    skipped.put(name, "it draws nothing, so there is no peak to shave");
                } else {
                    loads.add(Recording.of(load.name(), load));
                }
            } catch (LoadFormatException e) {
                skipped.put(name, e.getMessage());
            }
        }
        return new Recordings(loads, skipped);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }
}
