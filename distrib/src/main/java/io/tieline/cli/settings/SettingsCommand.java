package io.tieline.cli.settings;

import io.tieline.cli.outcome.Exit;
import io.tieline.cli.runtime.Home;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description =
                "What gateway.yaml may say: all forms, one line each, or every key of those that are named with its"
                        + " meaning and default, as YAML to copy from.")
public final class SettingsCommand implements Callable<Integer> {

    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FORM", arity = "0..*", description = "For instance uplink.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        SortedMap<String, SettingsForm> forms = SettingsForm.of(Home.find().runtime());
        PrintWriter out = spec.commandLine().getOut();
        if (names.isEmpty()) {
            forms.values().forEach(form -> out.printf("%-16s %s%n", form.name(), summary(form)));
        }
        for (String name : names) {
            SettingsForm form = forms.get(name);
            if (form == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "unknown form " + name + "; use one of " + String.join(", ", forms.keySet()));
            }
            print(form, out);
        }
        out.flush();
        return Exit.OK;
    }

    private static String summary(SettingsForm form) {
        return form.title() + (form.description().isEmpty() ? "" : ": " + form.description());
    }

    private static void print(SettingsForm form, PrintWriter out) {
        comment("# ", summary(form), out);
        out.println(form.name() + ":");
        for (SettingsKey key : form.keys()) {
            out.println();
            comment("  # ", key.meaning(), out);
            out.println("  # " + key.id() + ": " + key.yaml());
        }
    }

    private static void comment(String margin, String text, PrintWriter out) {
        StringBuilder line = new StringBuilder(margin);
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(margin);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
