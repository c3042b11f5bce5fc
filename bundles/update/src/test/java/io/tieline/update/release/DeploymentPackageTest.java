package io.tieline.update.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.update.release.RefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeploymentPackageTest {

    @Test
    void itsBundlesAreKnownByName() throws Exception {
        DeploymentPackage read = read(packed(List.of("io.tieline.model", "io.tieline.site"), 2));
        assertThat(read.name()).isEqualTo("tieline");
        assertThat(read.bundles()).containsExactly("io.tieline.model", "io.tieline.site");
    }

    @Test
    void aBundleTheHostHasIsNamed() throws Exception {
        DeploymentPackage read = read(packed(List.of("com.google.gson", "io.tieline.site"), 2));
        assertThatCode(() -> read.requireDistinct(Set.of("org.eclipse.kura.core")))
                .doesNotThrowAnyException();
        refused(() -> read.requireDistinct(Set.of("com.google.gson", "x")), Reason.DUPLICATE_BUNDLE);
    }

    @Test
    void halfAPackageIsRefusedWhereverItEnds() throws Exception {
        byte[] whole = packed(List.of("a", "b", "c"), 3);
        refused(() -> read(packed(List.of("a", "b", "c"), 2)), Reason.INCOMPLETE);
        // Behind the last entry comes the directory, which a stream does not need.
        for (int length = 200; length < whole.length / 2; length += 11) {
            byte[] half = Arrays.copyOf(whole, length);
            refused(() -> read(half), Reason.INCOMPLETE);
        }
    }

    @Test
    void whatIsNoPackageIsRefused() {
        refused(() -> read(new byte[] {1, 2, 3}), Reason.NOT_READABLE);
    }

    private static DeploymentPackage read(byte[] bytes) throws IOException, RefusedException {
        return DeploymentPackage.read(new ByteArrayInputStream(bytes));
    }

    private static void refused(ThrowingCallable call, Reason reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static byte[] packed(List<String> bundles, int written) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("DeploymentPackage-SymbolicName", "tieline");
        for (String bundle : bundles) {
            Attributes section = new Attributes();
            section.putValue("Bundle-SymbolicName", bundle);
            manifest.getEntries().put(bundle + ".jar", section);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String bundle : bundles.subList(0, written)) {
                jar.putNextEntry(new JarEntry(bundle + ".jar"));
                jar.write(bundle.repeat(100).getBytes());
            }
        }
        return bytes.toByteArray();
    }
}
