package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the page fit together, and their logic holds under node where there is one. */
class PageTest {

    private static final Path PAGE = Path.of("src/main/resources/io/tieline/console/page");
    private static final Pattern IMPORT = Pattern.compile("from '(\\.[^']+)'");
    private static final Pattern ELSEWHERE = Pattern.compile("(?:src|href|url|import)\\s*[=(]?\\s*[\"']?https?://");

    @Test
    void everyFileIsServedAndEveryImportResolves() throws IOException {
        StaticFiles files = StaticFiles.load();
        try (Stream<Path> all = Files.walk(PAGE)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = "/" + PAGE.relativize(file).toString().replace('\\', '/');
                assertThat(files.find(path)).as(path).isPresent();
                String text = Files.readString(file);
                assertThat(text).as(path).doesNotContainPattern(ELSEWHERE);
                for (MatchResult found : IMPORT.matcher(text).results().toList()) {
                    assertThat(file.resolveSibling(found.group(1)).normalize())
                            .as(path)
                            .exists();
                }
            }
        }
    }

    @Test
    void theLogicOfThePageHoldsUnderNode() throws Exception {
        assumeTrue(hasNode(), "node 20 or newer is not installed: the page's own tests are skipped");
        List<String> command =
                Stream.concat(Stream.of("node", "--test"), tests()).toList();
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(output).isZero();
        assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
    }

    private static Stream<String> tests() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
            return files.map(Path::toString).filter(name -> name.endsWith(".test.js")).sorted().toList().stream();
        }
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return node.waitFor(10, TimeUnit.SECONDS)
                    && node.exitValue() == 0
                    && Integer.parseInt(version.strip().replaceAll("^v|\\..*", "")) >= 20;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
