package io.tieline.cli.journal;

import io.tieline.cli.outcome.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The forms of a configuration file: each a name with fields. */
final class ConfigurationForms {

    private ConfigurationForms() {}

    /** @throws CliException if it cannot be read, or is none */
    static Map<String, Map<String, Object>> read(Path file) {
        try {
            Object root = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
            if (!(root instanceof Map<?, ?> named)) {
                throw new CliException(file + " has no forms; write for instance  peak-shaving: {target: 2.0e6}");
            }
            Map<String, Map<String, Object>> forms = new HashMap<>();
            named.forEach((name, fields) -> forms.put(String.valueOf(name), fields(file, name, fields)));
            return forms;
        } catch (IOException e) {
            throw new CliException(file + " cannot be read: " + e.getMessage());
        } catch (YamlEngineException e) {
            throw new CliException(file + ": " + e.getMessage());
        }
    }

    private static Map<String, Object> fields(Path file, Object name, Object fields) {
        if (!(fields instanceof Map<?, ?> map)) {
            throw new CliException(file + ": " + name + " has no fields; write for instance  " + name + ": {}");
        }
        Map<String, Object> form = new HashMap<>();
        map.forEach((key, value) -> form.put(String.valueOf(key), value));
        return form;
    }
}
