package io.tieline.profile;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds profile files in a folder of the user. */
public final class ProfileFiles {

    private ProfileFiles() {}

    /**
     * The built-in library plus every {@code .yaml} and {@code .yml} file below a folder; a file whose id is that of a
     * built-in profile replaces it.
     *
     * @return without the files that have problems
     */
    public static ProfileLibrary load(Path folder, Problems problems) {
        ProfileLibrary builtIn = ProfileLibrary.builtIn();
        List<Fields> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .forEach(file -> Document.read(file, problems).ifPresent(documents::add));
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Problem(
                    folder.toString(), 1, 1, "the folder of profiles cannot be read", "check the path and its rights"));
        }
        return builtIn.with(new ProfileLinker(documents, builtIn::find, problems).profiles());
    }
}
