package io.tieline.cli.bill;

import io.tieline.cli.outcome.CliException;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.file.TariffLibrary;
import io.tieline.tariff.file.TariffReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Finds a tariff: a file, or the id of a shipped one. */
public final class TariffFiles {

    private TariffFiles() {}

    /** @throws CliException with every problem of the file */
    public static Tariff find(String fileOrId) {
        Path file = Path.of(fileOrId);
        if (!Files.exists(file)) {
            return TariffLibrary.find(fileOrId)
                    .orElseThrow(() -> new CliException(
                            "There is no file and no shipped tariff " + fileOrId + "; see: tieline tariff list"));
        }
        Problems problems = new Problems();
        return TariffReader.read(file, problems)
                .orElseThrow(() -> new CliException(
                        problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("\n"))));
    }
}
