package io.tieline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFilesTest {

    private final Path folder;
    private final Path plugins;
    private final Path previous;
    private final PluginFiles files;

    PluginFilesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        plugins = folder.resolve("plugins");
        previous = folder.resolve("data/previous");
        files = new PluginFiles(plugins, previous);
        Files.createDirectories(previous.resolveSibling(""));
        bundle("io.tieline.model", "0.1.0", plugins.resolve("02/model-0.1.0.jar"));
        bundle("io.tieline.gateway", "0.1.0", plugins.resolve("05/gateway-0.1.0.jar"));
    }

    @Test
    void aBundleTakesThePlaceOfTheOneWithItsSymbolicName() throws Exception {
        Map<String, String> before = contents();
        List<Path> changed = files.replace(packed("io.tieline.gateway"), List.of("io.tieline.gateway.jar"));
        assertThat(changed).containsExactly(plugins.resolve("05/gateway-0.1.0.jar"));
        assertThat(contents()).hasSameSizeAs(before);
        assertThat(contents().get("02/model-0.1.0.jar")).isEqualTo(before.get("02/model-0.1.0.jar"));
        assertThat(contents().get("05/gateway-0.1.0.jar")).isNotEqualTo(before.get("05/gateway-0.1.0.jar"));
    }

    @Test
    void allIsPutBackToTheByteAndANewJarIsGone() throws Exception {
        Map<String, String> before = contents();
        Path packed = packed("io.tieline.model", "io.tieline.gateway", "io.tieline.brandnew");
        files.replace(packed, List.of("io.tieline.model.jar", "io.tieline.gateway.jar", "io.tieline.brandnew.jar"));
        assertThat(contents()).containsKey("05/io.tieline.brandnew.jar");
        assertThat(files.hasPrevious()).isTrue();
        assertThat(files.restore()).hasSize(3);
        assertThat(contents()).isEqualTo(before);
        assertThat(files.hasPrevious()).isFalse();
        assertThat(files.restore()).isEmpty();
    }

    @Test
    void aProvedVersionCannotBeTakenBack() throws Exception {
        files.replace(packed("io.tieline.gateway"), List.of("io.tieline.gateway.jar"));
        Map<String, String> proved = contents();
        files.forget();
        assertThat(files.restore()).isEmpty();
        assertThat(contents()).isEqualTo(proved);
    }

    @Test
    void whatIsNoBundleChangesNothing() throws Exception {
        Map<String, String> before = contents();
        Path file = folder.resolve("text.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertThatIOException()
                .isThrownBy(() -> files.replace(file, List.of("readme.txt")))
                .withMessageContaining("no bundle");
        assertThat(contents()).isEqualTo(before);
        assertThat(files.hasPrevious()).isFalse();
    }

    private Path packed(String... symbolicNames) throws IOException {
        Path file = folder.resolve("package.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : symbolicNames) {
                Path jar = folder.resolve("built.jar");
                bundle(name, "0.2.0", jar);
                zip.putNextEntry(new ZipEntry(name + ".jar"));
                Files.copy(jar, zip);
            }
        }
        return file;
    }

    private static void bundle(String symbolicName, String version, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName + ";singleton:=true");
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        Files.createDirectories(jar.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).finish();
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(plugins)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(
                        plugins.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
