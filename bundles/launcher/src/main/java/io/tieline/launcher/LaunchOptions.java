package io.tieline.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param home with {@code plugins/} and {@code conf/}
 * @param data where the framework keeps what it needs while running; set as system property {@code tieline.data.dir} for
 *     the components
 * @param configuration the configuration file; a missing one leaves every component at its defaults
 * @param settings {@code component.key} to value; they win over the file
 */
public record LaunchOptions(Path home, Path data, Path configuration, Map<String, String> settings) {

    static final String USAGE =
            """
            usage: launcher [--home DIR] [--data DIR] [--config FILE] [--set COMPONENT.KEY=VALUE]...

              --home    where Tieline is installed          (default: the folder above boot/)
              --data    where it keeps its data             (default: HOME/data)
              --config  what it is to do                    (default: HOME/conf/gateway.yaml)
              --set     overrides one value of the configuration, for instance --set peak-shaving.enabled=false
            """;

    public LaunchOptions {
        settings = Map.copyOf(settings);
    }

    /** An installation with its own data folder and configuration. */
    public static LaunchOptions of(Path home) {
        return new LaunchOptions(home, home.resolve("data"), home.resolve("conf/gateway.yaml"), Map.of());
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    static LaunchOptions parse(List<String> arguments, Path defaultHome) {
        Path home = defaultHome;
        @Nullable Path data = null;
        @Nullable Path configuration = null;
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(i + 1);
            switch (option) {
                case "--home" -> home = Path.of(value);
                case "--data" -> data = Path.of(value);
                case "--config" -> configuration = Path.of(value);
                case "--set" -> {
                    String[] pair = value.split("=", 2);
                    if (pair.length < 2) {
                        throw new IllegalArgumentException("--set needs COMPONENT.KEY=VALUE, not " + value);
                    }
                    settings.put(pair[0], pair[1]);
                }
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new LaunchOptions(
                home,
                data == null ? home.resolve("data") : data,
                configuration == null ? home.resolve("conf/gateway.yaml") : configuration,
                settings);
    }
}
