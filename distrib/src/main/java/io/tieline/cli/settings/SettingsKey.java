package io.tieline.cli.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One key of a form.
 *
 * @param type of the metatype: String, Password, Double …
 * @param preset the default, as it is declared
 * @param least as it is declared; empty: no bound
 * @param most as it is declared; empty: no bound
 * @param options the words it may be; empty: any
 */
record SettingsKey(
        String id, String type, String description, String preset, String least, String most, List<String> options) {

    private static final Set<String> TEXTS = Set.of("String", "Password", "Character");

    SettingsKey {
        options = List.copyOf(options);
    }

    /** What it means and what it may be. */
    String meaning() {
        return String.join(
                " ",
                Stream.of(description, bounds(), options.isEmpty() ? "" : "One of " + String.join(", ", options) + ".")
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    private String bounds() {
        if (!least.isEmpty() && !most.isEmpty()) {
            return "From " + least + " to " + most + ".";
        }
        if (!least.isEmpty()) {
            return "At least " + least + ".";
        }
        return most.isEmpty() ? "" : "At most " + most + ".";
    }

    /** The default as YAML. */
    String yaml() {
        if (TEXTS.contains(type) && options.isEmpty()) {
            return '"' + preset.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return preset;
    }
}
