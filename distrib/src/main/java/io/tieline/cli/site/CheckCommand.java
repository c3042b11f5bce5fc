package io.tieline.cli.site;

import io.tieline.cli.outcome.Exit;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.site.Role;
import io.tieline.site.SecretReference;
import io.tieline.site.SiteDescription;
import io.tieline.site.SiteDevice;
import io.tieline.site.WrittenSecret;
import java.nio.file.Path;
import java.util.List;
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
public final class CheckCommand implements Callable<Integer> {

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
        site.ifPresent(this::warnOfSecrets);
        site.ifPresent(this::praise);
        return site.isPresent() ? Exit.OK : Exit.PROBLEM;
    }

    /** No mistake of the file: it is checked at a desk as well, where the secrets of the site are not. */
    private void warnOfSecrets(SiteDescription site) {
        for (WrittenSecret secret : site.secrets()) {
            try {
                secret.reference().follow();
            } catch (SecretReference.UnresolvedException e) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "%s:%d:%d: warning: on this machine %s%n",
                                secret.file(), secret.line(), secret.column(), e.getMessage());
            }
        }
    }

    private void praise(SiteDescription site) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %d devices, %d of them storage; grid meter: %s%n",
                        site.name(),
                        site.devices().size(),
                        storage(site).size(),
                        site.device(Role.GRID_METER)
                                .map(meter -> meter.device().id())
                                .orElse("none (nothing will be shaved)"));
        storage(site).stream()
                .filter(device -> device.chemistry().vendorDataRequired())
                .forEach(device -> warn(device.device().id() + " will not be commanded: the numbers of "
                        + device.chemistry().id() + " are placeholders; give its vendor's and vendor-data: provided"));
        if (storage(site).size() == 1 && storage(site).get(0).chemistry().leavesBackup()) {
            warn("no backup can be promised: the only battery ("
                    + storage(site).get(0).chemistry().id()
                    + ") is emptied by its maintenance; set the backup's minutes to 0 or add a battery");
        }
    }

    private static List<SiteDevice> storage(SiteDescription site) {
        return site.devices().stream()
                .filter(device -> device.role() == Role.STORAGE)
                .toList();
    }

    private void warn(String text) {
        spec.commandLine().getOut().println("  note: " + text);
    }
}
