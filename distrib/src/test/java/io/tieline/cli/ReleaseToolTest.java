package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.cli.outcome.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReleaseToolTest {

    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ReleaseToolTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void aRuntimeAndKeys() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("runtime/plugins/04"));
        Files.writeString(jars.resolve("model-0.2.0.jar"), "a bundle");
        Files.writeString(folder.resolve("runtime/sbom.json"), "{}");
        assertThat(run("keygen", path("key"))).isEqualTo(Exit.OK);
        assertThat(run("keygen", path("site"))).isEqualTo(Exit.OK);
    }

    @Test
    void aReleaseIsMadeSignedApprovedPackedAndVerified() throws IOException {
        assertThat(make()).isEqualTo(Exit.OK);
        assertThat(folder.resolve("release/standalone/plugins/04/model-0.2.0.jar"))
                .hasContent("a bundle");
        assertThat(folder.resolve("release/sbom.json")).exists();
        assertThat(run("sign", path("release"), "--key", path("key"))).isEqualTo(Exit.OK);
        assertThat(run("sign", path("release"), "--key", path("site"))).isEqualTo(Exit.OK);
        assertThat(run("pack", path("release"), path("release.tlp"))).isEqualTo(Exit.OK);
        assertThat(run("verify", path("release.tlp"), "--key", path("key.pub"), "--approving", path("site.pub")))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Right: tieline 0.2.0 (7), follows 0.1.0 or newer, 2 files");
    }

    @Test
    void anUnsignedOrAlteredReleaseIsAProblemWithItsReason() throws IOException {
        make();
        run("sign", path("release"), "--key", path("site"));
        assertThat(run("verify", path("release"), "--key", path("key.pub"))).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).startsWith("UNKNOWN_KEY: ");
        run("sign", path("release"), "--key", path("key"));
        Files.writeString(folder.resolve("release/sbom.json"), "[]");
        assertThat(run("verify", path("release"), "--key", path("key.pub"))).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("ALTERED: sbom.json");
    }

    @Test
    void aSecretKeyIsItsOwnersAloneAndNeverOverwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
                .isEqualTo("rw-------");
        assertThat(run("keygen", path("key"))).isEqualTo(Exit.PROBLEM);
    }

    @Test
    void wrongUseSaysWhatIsMissing() {
        assertThat(run("make", path("release"), "--release", "1", "--counter", "1", "--compatible-from", "1"))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("--runtime");
    }

    @Test
    void aFolderThatIsNoReleaseKeepsItsFiles() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectories(folder.resolve("release")).resolve("notes.txt"), "precious");
        assertThat(make()).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("holds notes.txt, which is of no release; name a new folder");
        assertThat(precious).hasContent("precious");
        Files.delete(precious);
        assertThat(make()).isEqualTo(Exit.OK);
        assertThat(make()).as("a release is made anew").isEqualTo(Exit.OK);
    }

    @Test
    void whatIsMissingOrMalformedIsNamedWithItsOption() {
        String release = path("release");
        assertThat(run("make", release, "--runtime=/nowhere", "--release=1", "--counter=1", "--compatible-from=1"))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("--runtime /nowhere has no plugins/; name a built runtime");
        assertThat(run("make", release, "--dp=/nowhere.dp", "--release=1", "--counter=1", "--compatible-from=1"))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("/nowhere.dp is no file");
        assertThat(run("make", release, "--dp=/nowhere.dp", "--release=x", "--counter=1", "--compatible-from=1"))
                .isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("--release x is no version");
    }

    private int make() {
        return run(
                "make",
                path("release"),
                "--runtime",
                path("runtime"),
                "--release",
                "0.2.0",
                "--counter",
                "7",
                "--compatible-from",
                "0.1.0",
                "--rename",
                "peak-shaving.target=target.power",
                "--next-key",
                path("key.pub"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        CommandLine command = ReleaseTool.command();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(Arrays.copyOf(arguments, arguments.length));
    }
}
