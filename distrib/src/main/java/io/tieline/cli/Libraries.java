package io.tieline.cli;

import io.tieline.document.Problems;
import io.tieline.profile.ProfileFiles;
import io.tieline.profile.ProfileLibrary;
import java.nio.file.Path;
import java.util.Optional;

/** The built-in profiles, and those of a folder over them. */
final class Libraries {

    private Libraries() {}

    static ProfileLibrary with(Optional<Path> folder, Problems problems) {
        return folder.map(path -> ProfileFiles.load(path, problems)).orElseGet(ProfileLibrary::builtIn);
    }
}
