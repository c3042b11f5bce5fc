package io.tieline.rig.accept.kura;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The add-on for Kura 6, opened with Debian's own tool.
 *
 * @param size of the file in bytes
 * @param control its fields
 * @param contents every file with its owner
 * @param bundles with their absolute paths on the gateway
 */
record DebianPackage(
        Path file, long size, Map<String, String> control, List<Content> contents, List<BundleJar> bundles) {

    private static final Pattern FIELD = Pattern.compile("([A-Za-z-]+): (.*)");
    private static final Pattern LISTED = Pattern.compile("(\\S+) (\\S+)/(\\S+) +\\d+ \\S+ \\S+ \\.(.*)");

    /**
     * A file or folder.
     *
     * @param mode as {@code ls -l} writes it
     * @param path absolute on the gateway
     */
    record Content(String mode, String owner, String path) {

        boolean isFile() {
            return mode.startsWith("-");
        }
    }

    static boolean canBeRead() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "dpkg-deb")));
    }

    /**
     * Opens it.
     *
     * @param work an empty folder it is unpacked into
     */
    static DebianPackage read(Path file, Path work) throws IOException {
        Map<String, String> control = new TreeMap<>();
        tool("-f", file.toString()).lines().forEach(line -> {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                control.put(field.group(1), field.group(2));
            }
        });
        List<Content> contents = new ArrayList<>();
        tool("-c", file.toString()).lines().forEach(line -> {
            Matcher listed = LISTED.matcher(line);
            if (listed.matches()) {
                contents.add(new Content(listed.group(1), listed.group(2), listed.group(4)));
            }
        });
        tool("-x", file.toString(), work.toString());
        List<BundleJar> bundles = new ArrayList<>();
        for (Content content : contents) {
            if (content.path().endsWith(".jar")) {
                try (InputStream in =
                        Files.newInputStream(work.resolve(content.path().substring(1)))) {
                    bundles.add(BundleJar.read(content.path(), in));
                }
            }
        }
        return new DebianPackage(file, Files.size(file), control, contents, bundles);
    }

    private static String tool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("dpkg-deb"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + out.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return out;
    }
}
