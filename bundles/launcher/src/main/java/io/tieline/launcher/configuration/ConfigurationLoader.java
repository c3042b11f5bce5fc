package io.tieline.launcher.configuration;

import io.tieline.document.Document;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.launcher.Renames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a configuration file as a whole, or not at all.
 *
 * <p>Its face is a function of JDK types, because the one who calls it stands outside the framework and shares no
 * classes with it: (file, settings) to problems.
 */
final class ConfigurationLoader implements BiFunction<Path, Map<String, String>, List<String>> {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");

    private final BundleContext context;
    private final ConfigurationAdmin admin;

    ConfigurationLoader(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    @Override
    public List<String> apply(Path file, Map<String, String> settings) {
        Problems problems = new Problems();
        ConfigurationCheck check = check(file, settings, problems);
        List<Prepared> prepared = check.prepare();
        if (problems.isEmpty()) {
            try {
                applyAll(prepared);
                tell(file, check.renamed());
            } catch (IOException e) {
                return List.of("the configuration could not be stored, nothing was applied: " + e.getMessage());
            }
        }
        return sentences(problems);
    }

    /** What {@link #apply} would find wrong now; applies nothing. */
    List<String> problems(Path file, Map<String, String> settings) {
        Problems problems = new Problems();
        check(file, settings, problems).prepare();
        return sentences(problems);
    }

    private static List<String> sentences(Problems problems) {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private ConfigurationCheck check(Path file, Map<String, String> settings, Problems problems) {
        Path folder = file.toAbsolutePath().getParent();
        ConfigurationCheck check = new ConfigurationCheck(
                forms(problems),
                renames(),
                new Secrets(System::getenv, folder == null ? Path.of("") : folder),
                problems);
        if (saysSomething(file)) {
            Document.read(file, problems).ifPresent(root -> check.file(root.file(), root.node()));
        }
        settings.forEach(check::setting);
        return check;
    }

    private Renames renames() {
        String text = context.getProperty(Renames.PROPERTY);
        return text == null ? Renames.NONE : Renames.parse(text);
    }

    private static void tell(Path file, List<String> renamed) {
        if (!renamed.isEmpty()) {
            LOG.info("{} is read with the names of this version: {}", file, String.join("; ", renamed));
        }
    }

    /** No file, or one with nothing but comments, is a configuration too: every component with its defaults. */
    private static boolean saysSomething(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException | UncheckedIOException e) {
            return Files.exists(file);
        }
    }

    private List<Form> forms(Problems problems) {
        List<Form> forms = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            var files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
            for (URL url : files == null ? List.<URL>of() : Collections.list(files)) {
                try (InputStream xml = url.openStream()) {
                    forms.addAll(MetatypeReader.read(xml));
                } catch (IOException e) {
                    problems.add(new Problem(
                            bundle.getSymbolicName() + url.getPath(), 1, 1, e.getMessage() + "", "reinstall Tieline"));
                }
            }
        }
        return forms;
    }

    private void applyAll(List<Prepared> prepared) throws IOException {
        List<Configuration> made = new ArrayList<>();
        try {
            for (Prepared one : prepared) {
                Configuration configuration = one.form().factory()
                        ? admin.getFactoryConfiguration(one.form().pid(), one.instance(), "?")
                        : admin.getConfiguration(one.form().pid(), "?");
                made.add(configuration);
                configuration.update(new Hashtable<>(one.properties()));
            }
        } catch (IOException e) {
            for (Configuration configuration : made) {
                configuration.delete();
            }
            throw e;
        }
    }
}
