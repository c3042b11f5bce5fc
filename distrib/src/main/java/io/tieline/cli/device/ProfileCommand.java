package io.tieline.cli.device;

import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.SnmpPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "The device profiles this gateway knows.",
        subcommands = ProfileTestCommand.class)
public final class ProfileCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profiles",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Profiles of your own, beside the built-in ones.")
    private @Nullable Path folder;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All profiles, one line each.")
    int list() {
        Problems problems = new Problems();
        PrintWriter out = spec.commandLine().getOut();
        for (Profile profile : library(problems).all()) {
            out.printf("%-36s %-16s %s%n", profile.id(), profile.kind().label(), profile.title());
        }
        return report(problems);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "What one profile fills and where its facts come from.")
    int show(@Parameters(paramLabel = "ID", description = "Its id, see profile list.") String id) {
        Problems problems = new Problems();
        Profile profile = library(problems)
                .find(id)
                .orElseThrow(() -> new CliException("There is no profile " + id + "; see: tieline profile list"));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %s (%s)%nfacts: %s%n",
                profile.id(), profile.title(), profile.kind().label(), profile.facts());
        points(profile).forEach(point -> out.println("  " + point));
        new TreeSet<>(profile.commands().keySet()).forEach(command -> out.println("  command " + command));
        return report(problems);
    }

    private ProfileLibrary library(Problems problems) {
        return Libraries.with(Optional.ofNullable(folder), problems);
    }

    private int report(Problems problems) {
        for (Problem problem : problems.sorted()) {
            spec.commandLine().getErr().println(problem);
        }
        return problems.isEmpty() ? Exit.OK : Exit.PROBLEM;
    }

    /** Names of the points a profile fills, with their placeholders. */
    static List<String> points(Profile profile) {
        Stream<String> points;
        if (profile.plan() instanceof SnmpPlan plan) {
            points = Stream.concat(
                    plan.reads().stream().map(SnmpPlan.Read::point),
                    plan.totals().stream().map(SnmpPlan.Total::point));
        } else if (profile.plan() instanceof ModbusPlan plan) {
            points = plan.values().stream().map(ModbusPlan.Value::point);
        } else {
            points = ((OpcUaPlan) profile.plan()).values().stream().map(OpcUaPlan.Value::point);
        }
        return points.distinct().sorted().toList();
    }
}
