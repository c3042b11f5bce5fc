package io.tieline.cli.device;

import io.tieline.document.Problems;
import io.tieline.profile.ProfileFiles;
import io.tieline.profile.ProfileLibrary;
import java.nio.file.Path;
import java.util.Optional;

/** The built-in profiles, and those of a folder over them. */
public final class Libraries {

    private Libraries() {}

    public static ProfileLibrary with(Optional<Path> folder, Problems problems) {
        return folder.map(path -> ProfileFiles.load(path, problems)).orElseGet(ProfileLibrary::builtIn);
    }
}
