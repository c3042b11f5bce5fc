package io.tieline.cli;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.site.Role;
import io.tieline.site.SiteDescription;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check a site file: every error with line, column and what to do.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The site file.")
    private Path file;

    @Option(names = "--profiles", paramLabel = "DIR", description = "Profiles of your own, beside the built-in ones.")
    private @Nullable Path profiles;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<SiteDescription> site =
                SiteFiles.with(Optional.ofNullable(profiles), problems).read(file, problems);
        for (Problem problem : problems.sorted()) {
            spec.commandLine().getErr().println(problem);
        }
        site.ifPresent(this::praise);
        return site.isPresent() ? Exit.OK : Exit.PROBLEM;
    }

    private void praise(SiteDescription site) {
        long storage = site.devices().stream()
                .filter(device -> device.role() == Role.STORAGE)
                .count();
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %d devices, %d of them storage; grid meter: %s%n",
                        site.name(),
                        site.devices().size(),
                        storage,
                        site.device(Role.GRID_METER)
                                .map(meter -> meter.device().id())
                                .orElse("none (nothing will be shaved)"));
    }
}
