package io.tieline.cli.site;

import io.tieline.cli.device.Libraries;
import io.tieline.cli.device.Protocols;
import io.tieline.document.Problems;
import io.tieline.profile.ProfileLibrary;
import io.tieline.site.SiteReader;
import io.tieline.site.SiteRules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads site files by the rules the gateway itself goes by. */
final class SiteFiles {

    private SiteFiles() {}

    static SiteReader with(Optional<Path> profiles, Problems problems) {
        ProfileLibrary library = Libraries.with(profiles, problems);
        return new SiteReader(SiteRules.of(
                Protocols.OPTIONS,
                Stream.concat(Stream.of("auto", "sunspec"), library.ids().stream())
                        .collect(Collectors.toSet())));
    }
}
