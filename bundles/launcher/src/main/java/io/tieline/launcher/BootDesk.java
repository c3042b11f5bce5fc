package io.tieline.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a running gateway asks the one who started it for other bundles.
 *
 * <p>A function of JDK types, because the two share no classes. The request names what is wanted under {@code do}:
 *
 * <ul>
 *   <li>{@code look}: answers {@code trial} (true or false), {@code failure} (of the last trial) and {@code plugins} (those that
 *       run without the trial)
 *   <li>{@code check}: answers {@code problem}, why the bundles in the folder {@code plugins} would not start, or the
 *       configuration could not be read
 *   <li>{@code try}: {@code plugins}, which know keys of the configuration by other names ({@code renames}, see
 *       {@link Renames}; empty: none), are started next, and given up if nobody has said {@code taken} after
 *       {@code seconds}
 *   <li>{@code taken}, {@code keep}, {@code return}: about the trial
 *   <li>{@code restart}: starts what is to run now; answers before it happens
 * </ul>
 *
 * An answer with {@code error} means that nothing was done.
 */
final class BootDesk implements Function<Map<String, String>, Map<String, String>> {

    private final Boot boot;
    private final Trying bundles;
    private final Supplier<List<String>> configuration;
    private final Runnable restart;
    private final Runnable taken;

    /** Why bundles in a folder would not start. */
    @FunctionalInterface
    interface Trying {
        List<String> problems(Path plugins) throws IOException;
    }

    /** @param configuration why it could not be read again */
    BootDesk(Boot boot, Trying bundles, Supplier<List<String>> configuration, Runnable restart, Runnable taken) {
        this.boot = boot;
        this.bundles = bundles;
        this.configuration = configuration;
        this.restart = restart;
        this.taken = taken;
    }

    @Override
    public Map<String, String> apply(Map<String, String> request) {
        try {
            return answer(request);
        } catch (IOException | RuntimeException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> answer(Map<String, String> request) throws IOException {
        switch (text(request, "do")) {
            case "look" -> {
                BootRecord record = boot.record();
                return Map.of(
                        "trial", "" + boot.isOnTrial(),
                        "failure", record.failure(),
                        "plugins", boot.plugins(record.current()).toString());
            }
            case "check" -> {
                List<String> problems = new ArrayList<>(bundles.problems(Path.of(text(request, "plugins"))));
                // With a mistake made since the last start neither these bundles nor those before would start.
                problems.addAll(configuration.get());
                return Map.of("problem", String.join("; ", problems));
            }
            case "try" ->
                boot.tryOut(
                        text(request, "plugins"),
                        Renames.parse(text(request, "renames")),
                        Integer.parseInt(text(request, "seconds")));
            case "taken" -> taken.run();
            case "keep" -> boot.keep();
            case "return" -> boot.giveUp("it was given up");
            case "restart" -> restart.run();
            default -> throw new IllegalArgumentException("unknown request " + request);
        }
        return Map.of();
    }

    private static String text(Map<String, String> request, String name) {
        @Nullable String value = request.get(name);
        return Objects.requireNonNull(value, () -> name + " is missing in " + request);
    }
}
