package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.update.PackageGate;
import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.eclipse.kura.deployment.hook.RequestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseHookTest {

    private static final SortedMap<String, ReleaseManifest.FileEntry> FILES =
            new TreeMap<>(Map.of("kura-5/tieline.dp", new ReleaseManifest.FileEntry("0".repeat(64), 1)));

    private final List<String> judged = new ArrayList<>();
    private final KuraConfigurations configurations = new KuraConfigurations();
    private List<Migration> renames = List.of();
    private final PackageGate gate = new PackageGate() {
        @Override
        public ReleaseManifest admit(Path file, byte[] manifest, byte[] signatures) throws RefusedException {
            judged.add(file.getFileName() + " " + new String(manifest, StandardCharsets.UTF_8) + " "
                    + new String(signatures, StandardCharsets.UTF_8));
            if (manifest.length == 0) {
                throw new RefusedException(Reason.UNKNOWN_KEY, "nobody has signed the package");
            }
            return new ReleaseManifest(
                    "tieline", Version.parse("0.2.0"), 2, Version.parse("0.1.0"), 0, FILES, renames, List.of());
        }

        @Override
        public void take(Path release) {
            judged.add("take " + release.getFileName());
        }

        @Override
        public void strange(String sentence) {
            judged.add(sentence);
        }
    };
    private final ReleaseHook hook;
    private final Path folder;
    private final PackageList packages;

    ReleaseHookTest(@TempDir Path folder) {
        this.folder = folder;
        this.packages = new PackageList(folder.resolve("dpa.properties"));
        this.hook = new ReleaseHook(gate, configurations, new KnownPackages(packages));
    }

    @Test
    void anUnsignedPackageEndsTheRequestBeforeKuraInstallsIt() throws Exception {
        RequestContext request = downloaded("tieline_0.2.0.dp");
        hook.preDownload(request, Map.of());
        refused(() -> hook.postDownload(request, Map.of()), KuraErrorCode.SECURITY_EXCEPTION, "UNKNOWN_KEY");
    }

    @Test
    void aPackageGoesOnWithThePapersOfItsRelease() throws Exception {
        hook.postDownload(
                downloaded("tieline_0.2.0.dp"),
                Map.of("tieline.manifest", base64("M"), "tieline.signatures", base64("S")));
        hook.postInstall(downloaded("tieline_0.2.0.dp"), Map.of());
        assertThat(judged).containsExactly("tieline_0.2.0.dp M S");
        refused(
                () -> hook.postDownload(downloaded("x.dp"), Map.of("tieline.manifest", "%")),
                KuraErrorCode.BAD_REQUEST,
                "Base64");
    }

    @Test
    void whatItRenamesIsStoredUnderBothNamesBeforeItGoesOn() throws Exception {
        configurations.start("io.tieline.gateway.Site", KuraConfigurations.field("file", Tscalar.STRING, "site.yaml"));
        Map<String, Object> papers = Map.of("tieline.manifest", base64("M"), "tieline.signatures", base64("S"));
        hook.postDownload(downloaded("tieline_0.2.0.dp"), papers);
        assertThat(configurations.snapshots()).isZero();
        renames = List.of(new Migration("site", "file", "description"));
        hook.postDownload(downloaded("tieline_0.2.0.dp"), papers);
        assertThat(configurations.configuration("io.tieline.gateway.Site")).containsEntry("description", "site.yaml");
        assertThat(configurations.snapshots()).isEqualTo(1);
        configurations.stop("io.tieline.gateway.Site");
        refused(
                () -> hook.postDownload(downloaded("tieline_0.2.0.dp"), papers),
                KuraErrorCode.SECURITY_EXCEPTION,
                "renames keys");
    }

    @Test
    void whatKuraStartsFromIsAlarmedUnlessItIsTheFirstOrCameWithAnAcceptedSignature() throws Exception {
        PackageWatch watch = new PackageWatch(gate, packages);
        watch.look();
        assertThat(judged).isEmpty();
        packages.enter("tieline", file("tieline_0.1.0.dp", "first"));
        watch.look();
        watch.look();
        assertThat(judged).containsExactly("");
        packages.enter("tieline", file("tieline_0.2.0.dp", "from the console"));
        watch.look();
        assertThat(judged).hasSize(2).last().asString().contains("tieline_0.2.0.dp", "past the release keys");
        judged.clear();
        hook.postDownload(
                new RequestContext(file("tieline_0.3.0.dp", "signed").toString(), "tieline"),
                Map.of("tieline.manifest", base64("M"), "tieline.signatures", base64("S")));
        packages.enter("tieline", folder.resolve("tieline_0.3.0.dp"));
        watch.look();
        assertThat(judged).containsExactly("tieline_0.3.0.dp M S", "");
        watch.deactivate();
    }

    @Test
    void aWholeReleaseIsTakenOver() throws Exception {
        hook.postDownload(downloaded("tieline-0.2.0.tlp"), Map.of());
        assertThat(judged).containsExactly("take tieline-0.2.0.tlp");
    }

    @Test
    void aDownloadThatFailedIsNotOurs() throws Exception {
        // Kura calls the hook after a failed download, too.
        hook.postDownload(new RequestContext(folder.resolve("missing.dp").toString(), "tieline"), Map.of());
        assertThat(judged).isEmpty();
    }

    @Test
    void withoutKeysNothingIsEvenFetched() throws Exception {
        ReleaseHook closed = new ReleaseHook(null, configurations, new KnownPackages(packages));
        RequestContext request = downloaded("tieline_0.2.0.dp");
        refused(() -> closed.preDownload(request, Map.of()), KuraErrorCode.SERVICE_UNAVAILABLE, "keys");
        refused(() -> closed.postDownload(request, Map.of()), KuraErrorCode.SERVICE_UNAVAILABLE, "keys");
    }

    private RequestContext downloaded(String name) throws Exception {
        return new RequestContext(file(name, "content").toString(), "tieline");
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, KuraErrorCode code, String word) {
        assertThatExceptionOfType(KuraException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code))
                .withMessageContaining(word);
    }
}
