package io.tieline.launcher.configuration;

import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.launcher.Renames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a configuration file and {@code --set} settings against the forms of the installed components. A key no form knows is
 * taken for the one it was renamed to; where both are given, the name the form knows wins.
 */
final class ConfigurationCheck {

    private final List<Form> forms;
    private final Renames renames;
    private final ValueCheck values;
    private final Problems problems;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final List<Renamed> renamed = new ArrayList<>();

    private record Written(String file, Node key, Node value, boolean isSetting) {}

    /** What was written, and how many renames lie between the name it has there and the one the form knows. */
    private record Entry(Written written, int renames) {

        /** A setting wins over the file, the nearer name over the farther one, the later over the earlier. */
        boolean winsOver(Entry earlier) {
            return written.isSetting() == earlier.written.isSetting()
                    ? renames <= earlier.renames
                    : written.isSetting();
        }
    }

    private record Renamed(Section section, String from, String to, Entry entry) {

        @Override
        public String toString() {
            return section.name() + "." + from + " is " + to
                    + (entry.equals(section.entries().get(to)) ? "" : ", which is given too and counts");
        }
    }

    private record Section(Form form, String instance, String file, Node at, Map<String, Entry> entries) {
        String key() {
            return instance.isEmpty() ? form.pid() : form.pid() + "~" + instance;
        }

        String name() {
            return instance.isEmpty() ? form.shortName() : form.shortName() + "~" + instance;
        }
    }

    ConfigurationCheck(List<Form> forms, Renames renames, Secrets secrets, Problems problems) {
        this.forms = List.copyOf(forms);
        this.renames = renames;
        this.values = new ValueCheck(secrets, problems);
        this.problems = problems;
    }

    /** Takes what the file says. */
    void file(String file, Node.Mapping root) {
        root.entries().forEach((key, value) -> section(file, key, key.text()).ifPresent(section -> {
            if (sections.put(section.key(), section) != null) {
                problems.add(file, key, section.key() + " is there twice", "join the two");
            }
            if (value instanceof Node.Mapping mapping) {
                mapping.entries().forEach((id, node) -> enter(section, id.text(), new Written(file, id, node, false)));
            } else if (!(value instanceof Node.Scalar scalar && scalar.text().isEmpty())) {
                problems.add(
                        file,
                        value,
                        key.text() + " needs keys and values, not " + value.describe(),
                        "indent its keys below it");
            }
        }));
    }

    /** Takes a setting from the command line: it wins over the file. */
    void setting(String name, String text) {
        String file = "--set " + name;
        Node.Scalar at = new Node.Scalar(text, true, 1, 1);
        String head = forms.stream()
                .flatMap(form -> Stream.of(form.pid(), form.shortName()))
                .map(form -> Pattern.compile(Pattern.quote(form) + "(~[^.]+)?(?=\\.)")
                        .matcher(name))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .findFirst()
                .orElse(name);
        section(file, at, head).ifPresent(found -> {
            Section section = sections.computeIfAbsent(found.key(), key -> found);
            String id = name.substring(Math.min(name.length(), head.length() + 1));
            enter(section, id, new Written(file, at, at, true));
        });
    }

    /** Everything that is to be applied; of use only if no problem was found. */
    List<Prepared> prepare() {
        List<Prepared> prepared = new ArrayList<>();
        sections.values().forEach(section -> prepared.add(prepare(section)));
        for (Form form : forms) {
            boolean complete = form.fields().stream()
                    .noneMatch(field ->
                            field.required() && ValueCheck.preset(field).isEmpty());
            if (!form.factory() && !sections.containsKey(form.pid()) && complete) {
                prepared.add(new Prepared(form, "", presets(form)));
            }
        }
        return prepared;
    }

    private Prepared prepare(Section section) {
        Map<String, Object> properties = presets(section.form());
        section.entries().forEach((id, entry) -> section.form()
                .field(id)
                .flatMap(field -> values.value(
                        field, entry.written().file(), entry.written().value()))
                .ifPresent(value -> properties.put(id, value)));
        for (Field field : section.form().fields()) {
            if (field.required()
                    && !properties.containsKey(field.id())
                    && !section.entries().containsKey(field.id())) {
                problems.add(section.file(), section.at(), field.id() + " is missing", "add " + field.id() + ": VALUE");
            }
        }
        return new Prepared(section.form(), section.instance(), properties);
    }

    private static Map<String, Object> presets(Form form) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Field field : form.fields()) {
            ValueCheck.preset(field).ifPresent(value -> properties.put(field.id(), value));
        }
        return properties;
    }

    private Optional<Section> section(String file, Node.Scalar at, String name) {
        String[] parts = name.split("~", 2);
        List<Form> found = forms.stream().filter(form -> form.isNamed(parts[0])).toList();
        if (found.size() != 1) {
            problems.add(
                    file,
                    at,
                    (found.isEmpty() ? "unknown" : "ambiguous") + " component \"" + name + "\"",
                    "use one of "
                            + (found.isEmpty() ? forms : found)
                                    .stream()
                                            .map(found.isEmpty() ? Form::shortName : Form::pid)
                                            .sorted()
                                            .collect(Collectors.joining(", ")));
            return Optional.empty();
        }
        Form form = found.get(0);
        if (form.factory() != (parts.length == 2)) {
            problems.add(
                    file,
                    at,
                    "\"" + name + "\" " + (form.factory() ? "needs a name of its own" : "can be there only once"),
                    "write " + (form.factory() ? parts[0] + "~NAME" : parts[0]));
            return Optional.empty();
        }
        return Optional.of(new Section(form, form.factory() ? parts[1] : "", file, at, new LinkedHashMap<>()));
    }

    private void enter(Section section, String id, Written written) {
        Form form = section.form();
        renames.known(form::isNamed, id, key -> form.field(key).isPresent())
                .ifPresentOrElse(name -> enter(section, id, name, written), () -> {
                    String known =
                            form.fields().stream().map(Field::id).sorted().collect(Collectors.joining(", "));
                    problems.add(
                            written.file(),
                            written.key(),
                            "unknown key \"" + id + "\"",
                            known.isEmpty() ? "leave it out" : "use one of " + known);
                });
    }

    private void enter(Section section, String id, Renames.Name name, Written written) {
        Entry entry = new Entry(written, name.steps());
        section.entries().merge(name.key(), entry, (earlier, later) -> later.winsOver(earlier) ? later : earlier);
        if (name.steps() > 0) {
            renamed.add(new Renamed(section, id, name.key(), entry));
        }
    }

    /** The keys that were given under names of other versions, each with what it is here. */
    List<String> renamed() {
        return renamed.stream().map(Renamed::toString).toList();
    }
}
