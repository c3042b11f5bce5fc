package io.tieline.update.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tieline.update.release.RefusedException.Reason;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {

    private static final ReleaseMaker.Label LABEL = new ReleaseMaker.Label(
            "tieline",
            Version.parse("0.2.0"),
            5,
            Version.parse("0.1.0"),
            1000,
            List.of(new Migration("peak-shaving", "target", "target.power")),
            List.of());

    private final Path folder;
    private final Path release;
    private final KeyPair releaser = ReleaseKeys.generate();
    private final KeyPair approver = ReleaseKeys.generate();
    private final KeyPair stranger = ReleaseKeys.generate();

    VerifierTest(@TempDir Path folder) {
        this.folder = folder;
        this.release = folder.resolve("release");
    }

    @BeforeEach
    void aSignedRelease() throws Exception {
        put("standalone/plugins/04/model.jar", "model".repeat(2000));
        put("standalone/plugins/05/gateway.jar", "gateway");
        put("sbom.json", "{}");
        ReleaseMaker.seal(release, LABEL);
        ReleaseMaker.sign(release, releaser);
    }

    @Test
    void whatWasSignedIsReadBack() throws Exception {
        ReleaseManifest manifest = verify(release);
        assertThat(manifest.version()).isEqualTo(Version.parse("0.2.0"));
        assertThat(manifest.counter()).isEqualTo(5);
        assertThat(manifest.minimumFreeBytes()).isEqualTo(1000);
        assertThat(manifest.migrations()).isEqualTo(LABEL.migrations());
        assertThat(manifest.filesFor(Platform.STANDALONE))
                .containsExactly("standalone/plugins/04/model.jar", "standalone/plugins/05/gateway.jar");
        assertThat(manifest.isFor(Platform.KURA_5)).isFalse();
        assertThat(manifest.size()).isEqualTo(10_009);
    }

    @Test
    void folderAndArchiveAreTheSameRelease() throws Exception {
        assertThat(verify(packed())).isEqualTo(verify(release));
        byte[] first = Files.readAllBytes(packed());
        assertThat(Files.readAllBytes(packed())).isEqualTo(first);
    }

    @Test
    void unpackingLeavesExactlyWhatWasSigned() throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        verifier().unpack(packed(), manifest -> {}, target);
        assertThat(new ReleaseFolder(target).names()).isEqualTo(new ReleaseFolder(release).names());
        assertThat(target.resolve("standalone/plugins/05/gateway.jar")).hasContent("gateway");
        assertThat(verify(target)).isEqualTo(verify(release));
    }

    @Test
    void aRequirementThatIsNotMetKeepsEveryByteOut() throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> verifier()
                .unpack(
                        release,
                        manifest -> {
                            throw new RefusedException(Reason.NO_SPACE, "no");
                        },
                        target));
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aStrangersSignatureIsNoSignature() throws Exception {
        Files.delete(release.resolve("manifest.sig"));
        ReleaseMaker.sign(release, stranger);
        refused(release, Reason.UNKNOWN_KEY);
    }

    @Test
    void aSignatureOverAnotherManifestIsWrong() throws Exception {
        byte[] signature = Files.readAllBytes(release.resolve("manifest.sig"));
        put("sbom.json", "{\"more\":1}");
        ReleaseMaker.seal(release, LABEL);
        Files.write(release.resolve("manifest.sig"), signature);
        refused(release, Reason.WRONG_SIGNATURE);
    }

    @Test
    void aSinglePackageNeedsThePapersOfItsReleaseAndItsPlatform() throws Exception {
        put("kura-5/tieline.dp", "package");
        ReleaseMaker.seal(release, LABEL);
        Path alone = Files.writeString(folder.resolve("tieline_0.2.0.dp"), "package");
        byte[] manifest = Files.readAllBytes(release.resolve("manifest.json"));
        alone(alone, manifest, new byte[0], Platform.KURA_5, Reason.UNKNOWN_KEY);
        ReleaseMaker.sign(release, stranger);
        byte[] foreign = Files.readAllBytes(release.resolve("manifest.sig"));
        alone(alone, manifest, foreign, Platform.KURA_5, Reason.UNKNOWN_KEY);
        Files.delete(release.resolve("manifest.sig"));
        ReleaseMaker.sign(release, releaser);
        byte[] signatures = Files.readAllBytes(release.resolve("manifest.sig"));
        assertThat(verifier()
                        .verifyAlone(alone, manifest, signatures, Platform.KURA_5)
                        .counter())
                .isEqualTo(5);
        alone(alone, new byte[0], new byte[0], Platform.KURA_5, Reason.UNKNOWN_KEY);
        alone(alone, manifest, signatures, Platform.KURA_6, Reason.OTHER_PLATFORM);
        byte[] another = Arrays.copyOf(manifest, manifest.length);
        another[manifest.length - 3] ^= 1;
        alone(alone, another, signatures, Platform.KURA_5, Reason.WRONG_SIGNATURE);
        Files.writeString(alone, "Package");
        alone(alone, manifest, signatures, Platform.KURA_5, Reason.ALTERED);
    }

    private void alone(Path file, byte[] manifest, byte[] signatures, Platform platform, Reason reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> verifier().verifyAlone(file, manifest, signatures, platform))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void theSitesApprovalIsAskedFor() throws Exception {
        Verifier strict = new Verifier(new Trust(List.of(releaser.getPublic()), List.of(approver.getPublic())));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> strict.verify(release))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_APPROVED));
        ReleaseMaker.sign(release, approver);
        assertThat(strict.verify(release).counter()).isEqualTo(5);
    }

    @Test
    void oneKeyCannotReleaseAndApprove() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trust(List.of(releaser.getPublic()), List.of(releaser.getPublic())));
    }

    @Test
    void anAlteredFileIsFoundWhateverItsLength() throws Exception {
        put("standalone/plugins/05/gateway.jar", "Gateway");
        refused(release, Reason.ALTERED);
        put("standalone/plugins/05/gateway.jar", "gateway and more");
        refused(release, Reason.ALTERED);
        put("standalone/plugins/05/gateway.jar", "gate");
        refused(release, Reason.ALTERED);
    }

    @Test
    void aFileThatIsMissingIsNamed() throws Exception {
        Files.delete(release.resolve("standalone/plugins/05/gateway.jar"));
        refused(release, Reason.INCOMPLETE);
    }

    @Test
    void aFileNobodySignedIsRefused() throws Exception {
        put("standalone/plugins/05/more.jar", "more");
        refused(release, Reason.UNEXPECTED_FILE);
    }

    @Test
    void aLinkIsNoFileOfTheRelease() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "gateway");
        Path jar = release.resolve("standalone/plugins/05/gateway.jar");
        Files.delete(jar);
        Files.createSymbolicLink(jar, outside);
        refused(release, Reason.INCOMPLETE);
    }

    @Test
    void halfAnArchiveIsRefusedWhereverItEnds() throws Exception {
        byte[] whole = Files.readAllBytes(packed());
        Path half = folder.resolve("half.tlp");
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(half, Arrays.copyOf(whole, length));
            refused(half, Reason.INCOMPLETE);
        }
    }

    @Test
    void noChangedByteGetsInUnseen() throws Exception {
        byte[] whole = Files.readAllBytes(packed());
        ReleaseManifest expected = verify(release);
        Path file = folder.resolve("changed.tlp");
        int refused = 0;
        for (int at = 0; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x01;
            Files.write(file, changed);
            try {
                // Bytes that mean nothing (time stamps of the zip) may change; the content may not.
                assertThat(verify(file)).isEqualTo(expected);
            } catch (RefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 3 / 2);
    }

    @Test
    void aManifestThatLeadsOutOfItsFolderIsRefusedEvenIfItIsSigned() throws Exception {
        for (String path : List.of("../escape.jar", "/etc/passwd", "standalone/../../x", "a//b", "..", "a\\b", "")) {
            forge(path, "x".getBytes(StandardCharsets.UTF_8), 1);
            refused(folder.resolve("forged.tlp"), Reason.PATH_OUTSIDE);
        }
        assertThat(folder.resolve("escape.jar")).doesNotExist();
    }

    @Test
    void aBombIsReadToTheSizeThatWasSignedAndNoFurther() throws Exception {
        forge("bomb.jar", new byte[64 << 20], 10);
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> verifier().unpack(folder.resolve("forged.tlp"), manifest -> {}, target))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.ALTERED));
        assertThat(target.resolve("bomb.jar")).hasSize(11);
    }

    @Test
    void aManifestWithoutEndIsNotRead() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("forged.tlp")))) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(new byte[8 << 20]);
        }
        refused(folder.resolve("forged.tlp"), Reason.NOT_READABLE);
    }

    @Test
    void aWordWeDoNotKnowInTheManifestIsRefused() throws Exception {
        Path manifest = release.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"product\"", "\"prodact\""));
        Files.delete(release.resolve("manifest.sig"));
        ReleaseMaker.sign(release, releaser);
        refused(release, Reason.NOT_READABLE);
    }

    @Test
    void keysGoThroughPemFilesUnchanged() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), ReleaseKeys.pem(releaser.getPrivate()));
        assertThat(ReleaseKeys.readPrivate(file)).isEqualTo(releaser.getPrivate());
        String both = ReleaseKeys.pem(releaser.getPublic()) + ReleaseKeys.pem(approver.getPublic());
        assertThat(ReleaseKeys.read(both)).containsExactly(releaser.getPublic(), approver.getPublic());
        assertThat(ReleaseKeys.read(ReleaseKeys.base64(releaser.getPublic()))).containsExactly(releaser.getPublic());
        Path pem = Files.writeString(folder.resolve("key.pub"), both);
        assertThat(ReleaseKeys.read(pem.toString())).hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> ReleaseKeys.read("/no/such/file"));
    }

    private void forge(String path, byte[] content, long size) throws Exception {
        ReleaseManifest honest = new ReleaseManifest(
                LABEL.product(),
                LABEL.version(),
                LABEL.counter(),
                LABEL.compatibleFrom(),
                0,
                new TreeMap<>(Map.of(path, new ReleaseManifest.FileEntry("0".repeat(64), size))),
                List.of(),
                List.of());
        byte[] text = ManifestJson.write(honest);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("forged.tlp")))) {
            write(zip, "manifest.json", text);
            write(
                    zip,
                    "manifest.sig",
                    Signatures.sign(text, releaser.getPublic(), releaser.getPrivate())
                            .getBytes(StandardCharsets.US_ASCII));
            write(zip, path, content);
        }
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    private void put(String name, String content) throws IOException {
        Path file = release.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Path packed() throws Exception {
        Path archive = folder.resolve("release.tlp");
        ReleaseMaker.pack(release, archive);
        return archive;
    }

    private Verifier verifier() {
        return new Verifier(new Trust(List.of(releaser.getPublic()), List.of()));
    }

    private ReleaseManifest verify(Path place) throws Exception {
        return verifier().verify(place);
    }

    private void refused(Path place, Reason reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> verify(place))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
