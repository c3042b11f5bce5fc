package io.tieline.gateway.update;

import io.tieline.update.release.Migration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The one who started this gateway and can start it with other bundles: the launcher of the standalone runtime. */
final class Boot {

    private final Function<Map<String, String>, Map<String, String>> desk;

    Boot(Function<Map<String, String>, Map<String, String>> desk) {
        this.desk = desk;
    }

    /**
     * Finds it.
     *
     * @throws IllegalArgumentException if this gateway was started by somebody else; the message says what to do
     */
    static Boot of(BundleContext context) {
        try {
            for (ServiceReference<?> desk : context.getServiceReferences(Function.class, "(tieline.role=boot)")) {
                @SuppressWarnings("unchecked")
                @Nullable
                Function<Map<String, String>, Map<String, String>> function =
                        (Function<Map<String, String>, Map<String, String>>) context.getService(desk);
                if (function != null) {
                    return new Boot(function);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalArgumentException(
                "this gateway was not started by Tieline's launcher, and its host can exchange no packages: a Kura 5 needs its"
                        + " deployment admin, a Kura 6 our Debian package");
    }

    /**
     * How it stands.
     *
     * @param trial whether this process runs bundles that are on trial
     * @param failure why the last trial was given up; empty: it was not
     * @param plugins the bundles that run, or run again once the trial is given up
     */
    record Standing(boolean trial, String failure, Path plugins) {}

    Standing look() throws IOException {
        Map<String, String> answer = ask(Map.of("do", "look"));
        return new Standing(
                Boolean.parseBoolean(answer.get("trial")),
                answer.getOrDefault("failure", ""),
                Path.of(answer.getOrDefault("plugins", "")));
    }

    /** Why bundles would not start, or the configuration could not be read; empty: they would. */
    String check(Path plugins) throws IOException {
        return ask(Map.of("do", "check", "plugins", plugins.toString())).getOrDefault("problem", "");
    }

    /**
     * Starts bundles next, on trial.
     *
     * @param renames keys of the configuration they know by other names than those that run
     */
    void tryOut(Path plugins, List<Migration> renames, int takeOverSeconds) throws IOException {
        Map<String, String> request = new HashMap<>();
        request.put("do", "try");
        request.put("plugins", plugins.toString());
        request.put(
                "renames",
                renames.stream()
                        .map(rename -> rename.component() + ":" + rename.from() + "=" + rename.to())
                        .collect(Collectors.joining(",")));
        request.put("seconds", String.valueOf(takeOverSeconds));
        ask(request);
    }

    /** Somebody in the trial watches it from now on. */
    void taken() throws IOException {
        ask(Map.of("do", "taken"));
    }

    void keep() throws IOException {
        ask(Map.of("do", "keep"));
    }

    void giveBack() throws IOException {
        ask(Map.of("do", "return"));
    }

    void restart() throws IOException {
        ask(Map.of("do", "restart"));
    }

    private Map<String, String> ask(Map<String, String> request) throws IOException {
        Map<String, String> answer = desk.apply(request);
        String error = answer.get("error");
        if (error != null) {
            throw new IOException(error);
        }
        return answer;
    }
}
