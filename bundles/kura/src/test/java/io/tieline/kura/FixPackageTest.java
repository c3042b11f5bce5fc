package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixPackageTest {

    private static final Bundle LIBRARY = new Bundle("b/lib-1.1.jar", "lib", "1.1", "library");

    private final Path folder;
    private final Path target;

    FixPackageTest(@TempDir Path folder) {
        this.folder = folder;
        this.target = folder.resolve("fix.dp");
    }

    private record Bundle(String path, String name, String version, String content) {}

    @Test
    void whatIsTheSameIsNamedAndWhatDiffersIsBrought() throws Exception {
        make(List.of(LIBRARY, our("0.1.0")), List.of(LIBRARY, our("0.2.0")));
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(target))) {
            Attributes main = jar.getManifest().getMainAttributes();
            assertThat(main.getValue("DeploymentPackage-FixPack")).isEqualTo("[0.1.0,0.1.0]");
            assertThat(main.getValue("DeploymentPackage-Version")).isEqualTo("0.2.0");
            assertThat(main.getValue("DeploymentPackage-SymbolicName")).isEqualTo("tieline");
            assertThat(sections(jar.getManifest()))
                    .isEqualTo(Map.of(LIBRARY.path(), "true", "b/our-0.2.0.jar", "none"));
            JarEntry only = jar.getNextJarEntry();
            assertThat(only.getName()).isEqualTo("b/our-0.2.0.jar");
            assertThat(only.getMethod()).isEqualTo(JarEntry.STORED);
            assertThat(new String(jar.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("our 0.2.0");
            assertThat(jar.getNextJarEntry()).isNull();
        }
    }

    @Test
    void aBundleStaysOnlyIfNamePathVersionAndContentAreTheSame() throws Exception {
        for (Bundle other : List.of(
                new Bundle("b/lib-1.2.jar", "lib", "1.1", "library"),
                new Bundle(LIBRARY.path(), "lob", "1.1", "library"),
                new Bundle(LIBRARY.path(), "lib", "1.2", "library"),
                new Bundle(LIBRARY.path(), "lib", "1.1", "another"))) {
            Bundle stays = new Bundle("b/stays.jar", "stays", "1", "stays");
            make(List.of(LIBRARY, stays, our("0.1.0")), List.of(other, stays, our("0.2.0")));
            try (JarInputStream jar = new JarInputStream(Files.newInputStream(target))) {
                assertThat(sections(jar.getManifest())).containsEntry(other.path(), "none");
                assertThat(jar.getNextJarEntry().getName()).isEqualTo(other.path());
            }
        }
    }

    @Test
    void bundlesComeInTheOrderOfTheWholePackage() throws Exception {
        make(List.of(LIBRARY), List.of(our("0.3.0"), LIBRARY, our("0.2.0"), our("0.1.0")));
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(target))) {
            assertThat(List.of(
                            jar.getNextJarEntry().getName(),
                            jar.getNextJarEntry().getName(),
                            jar.getNextJarEntry().getName()))
                    .containsExactly("b/our-0.3.0.jar", "b/our-0.2.0.jar", "b/our-0.1.0.jar");
        }
    }

    @Test
    void withoutACommonBundleOrWithTheSameVersionThereIsNone() throws Exception {
        make(List.of(our("0.1.0")), List.of(LIBRARY, our("0.2.0")));
        assertThat(target).doesNotExist();
        PackageContent one = PackageContent.read(packed("one.dp", "0.1.0", List.of(LIBRARY, our("0.1.0"))));
        PackageContent two = PackageContent.read(packed("two.dp", "0.1.0", List.of(LIBRARY, our("0.2.0"))));
        FixPackage.make(one, two, target);
        assertThat(target).doesNotExist();
    }

    @Test
    void aPackageThatLacksWhatItNamesIsNotCompared() throws Exception {
        Path half = packed("half.dp", "0.1.0", List.of(LIBRARY, new Bundle("b/gone.jar", "gone", "1", "")));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PackageContent.read(half))
                .withMessageContaining("lacks b/gone.jar");
        Path odd = packed("odd.dp", "0.1.0", List.of(new Bundle("b/odd.jar", "odd", "one.two", "odd")));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PackageContent.read(odd))
                .withMessageContaining("odd.dp");
    }

    private static Bundle our(String version) {
        return new Bundle("b/our-" + version + ".jar", "our" + version, version, "our " + version);
    }

    private void make(List<Bundle> installed, List<Bundle> wanted) throws IOException {
        FixPackage.make(
                PackageContent.read(packed("installed.dp", "0.1.0", installed)),
                PackageContent.read(packed("wanted.dp", "0.2.0", wanted)),
                target);
    }

    private static Map<String, String> sections(Manifest manifest) {
        return manifest.getEntries().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, section -> {
            @Nullable String missing = section.getValue().getValue("DeploymentPackage-Missing");
            return missing == null ? "none" : missing;
        }));
    }

    /** A bundle without content is named only. */
    private Path packed(String file, String version, List<Bundle> bundles) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("DeploymentPackage-SymbolicName", "tieline");
        manifest.getMainAttributes().putValue("DeploymentPackage-Version", version);
        Map<String, String> contents = new LinkedHashMap<>();
        for (Bundle bundle : bundles) {
            Attributes section = new Attributes();
            section.putValue("Bundle-SymbolicName", bundle.name() + ";singleton:=true");
            section.putValue("Bundle-Version", bundle.version());
            manifest.getEntries().put(bundle.path(), section);
            contents.put(bundle.path(), bundle.content());
        }
        contents.values().removeIf(String::isEmpty);
        Path packed = folder.resolve(file);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(packed), manifest)) {
            for (Map.Entry<String, String> content : contents.entrySet()) {
                jar.putNextEntry(new JarEntry(content.getKey()));
                jar.write(content.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return packed;
    }
}
