package io.tieline.rig.scenario;

import io.tieline.document.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The scenario files of a folder, in the order of their names. */
public final class ScenarioFiles {

    private static final String ENDING = ".yaml";

    private ScenarioFiles() {}

    /**
     * The scenarios whose name begins with a given text, all of them for {@code all}.
     *
     * @throws IOException if the folder cannot be read
     */
    public static List<Scenario> read(Path folder, String name, Problems problems) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> nameOf(file).endsWith(ENDING))
                    .filter(file -> name.equals("all") || nameOf(file).startsWith(name))
                    .sorted()
                    .toList();
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (Path file : files) {
            String own = nameOf(file);
            Problems its = new Problems();
            ScenarioReader.read(
                            own.substring(0, own.length() - ENDING.length()),
                            Files.readString(file, StandardCharsets.UTF_8),
                            its)
                    .ifPresent(scenarios::add);
            its.sorted().forEach(problems::add);
        }
        return scenarios;
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
