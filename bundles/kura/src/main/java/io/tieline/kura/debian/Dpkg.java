package io.tieline.kura.debian;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's own tools.
 *
 * @param root of the machine; {@code /}, or a folder that is taken for one
 */
record Dpkg(Path root) {

    private static final Path THIS_MACHINE = Path.of("/");

    /** apt, or somebody at the keyboard, may be at work. */
    private static final int ATTEMPTS = 30;

    private static final long PAUSE_MILLIS = 2000;

    /** A relation as in {@code kura-core (>= 6.0.0~)}. */
    private static final Pattern RELATION =
            Pattern.compile("\\s*([a-z0-9.+-]+)\\s*(?:\\((<<|<=|=|>=|>>)\\s*([^)\\s]+)\\s*\\))?\\s*");

    private static final String STATUS_FORMAT = "${db:Status-Abbrev}${Version}";
    private static final String INSTALLED = "ii ";

    /** What a tool has answered. */
    private record Answer(int code, String text) {}

    /** The version of a package that is wholly installed; empty: it is not. */
    Optional<String> installed(String name) throws IOException {
        Answer answer = run(tool("dpkg-query", "-W", "-f", STATUS_FORMAT, name));
        return answer.code() == 0 && answer.text().startsWith(INSTALLED)
                ? Optional.of(answer.text().substring(INSTALLED.length()).strip())
                : Optional.empty();
    }

    /** A field of a package file; empty if it has none. */
    String field(Path deb, String name) throws IOException {
        return ask(List.of("dpkg-deb", "-f", deb.toString(), name)).strip();
    }

    /** What a package file depends on and this machine does not have; empty: it has all. */
    Optional<String> lacking(Path deb) throws IOException {
        for (String alternatives : field(deb, "Depends").split(",")) {
            if (!alternatives.isBlank() && !hasOneOf(alternatives)) {
                return Optional.of(alternatives.strip());
            }
        }
        return Optional.empty();
    }

    private boolean hasOneOf(String alternatives) throws IOException {
        for (String alternative : alternatives.split("\\|")) {
            Matcher relation = RELATION.matcher(alternative);
            if (relation.matches()) {
                Optional<String> here = installed(relation.group(1));
                if (here.isPresent()
                        && (relation.group(2) == null || compares(here.get(), relation.group(2), relation.group(3)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean compares(String version, String relation, String other) throws IOException {
        return run(List.of("dpkg", "--compare-versions", version, relation, other))
                        .code()
                == 0;
    }

    /** Installs a package file, an older one, too; settings of the machine stay as they are. */
    void install(Path deb) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Answer answer = run(tool("dpkg", "--force-confold", "--force-downgrade", "-i", deb.toString()));
            if (answer.code() == 0) {
                return;
            }
            if (attempt == ATTEMPTS || !answer.text().contains("lock")) {
                throw new IOException("dpkg cannot install " + deb.getFileName() + ": " + lastLine(answer.text()));
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while another program installs packages", e);
            }
        }
    }

    /** The answer of {@code dpkg-query}. */
    String query(String... arguments) throws IOException {
        return ask(tool("dpkg-query", arguments));
    }

    /** Makes a package file of a tree that has its control files in {@code DEBIAN}. */
    void build(Path tree, Path deb) throws IOException {
        ask(List.of("dpkg-deb", "-Znone", "--build", tree.toString(), deb.toString()));
    }

    private List<String> tool(String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool));
        if (!root.equals(THIS_MACHINE)) {
            command.add("--root=" + root);
        }
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    static String ask(List<String> command) throws IOException {
        Answer answer = run(command);
        if (answer.code() != 0) {
            throw new IOException(command.get(0) + " " + command.get(1) + ": " + lastLine(answer.text()));
        }
        return answer.text();
    }

    private static Answer run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Answer(process.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.get(0) + " ran", e);
        }
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    }
}
