package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs the add-on for Kura 6 with Debian's own tool, into a folder that it takes for the machine. */
class KuraAddOnContainerTest {

    private static final Path ADD_ON = Path.of("../features/target/kura-tieline-0.1.0.deb");
    private static final String BUNDLES = "opt/eclipse/kura/plugins/6s";

    private final Path work;
    private final Path machine;

    KuraAddOnContainerTest(@TempDir Path work) {
        this.work = work;
        this.machine = work.resolve("machine");
    }

    @BeforeEach
    void aMachineWithKura() throws Exception {
        assumeTrue(Files.exists(ADD_ON), () -> ADD_ON + " is not built; run mvn verify from the top");
        assumeTrue(isInstalled("dpkg") && isInstalled("fakeroot"), "skipped: no dpkg or no fakeroot on this machine");
        Files.createDirectories(machine.resolve("var/lib/dpkg/info"));
        Files.createDirectories(machine.resolve("var/lib/dpkg/updates"));
        kura("6.0.1");
    }

    @Test
    void installsUpgradesAndLeavesTheRecordOfTheSite() throws Exception {
        Path record = Files.createDirectories(machine.resolve("opt/eclipse/kura/data/tieline"));
        Files.writeString(record.resolve("journal"), "a year");
        assertThat(dpkg("-i", ADD_ON.toAbsolutePath().toString())).isZero();
        assertThat(bundles()).contains("io.tieline.gateway-0.1.0.jar", "io.tieline.kura-0.1.0.jar");

        assertThat(dpkg("-i", next().toString())).isZero();
        assertThat(bundles()).contains("io.tieline.gateway-0.2.0.jar").doesNotContain("io.tieline.gateway-0.1.0.jar");

        assertThat(dpkg("-P", "kura-tieline")).isZero();
        assertThat(bundles()).isEmpty();
        assertThat(machine.resolve("var/lib/kura-tieline")).doesNotExist();
        assertThat(record.resolve("journal")).hasContent("a year");
    }

    @Test
    void itsUpdaterInstallsASignedReleaseAndTakesBackOneNobodyReportsIn() throws Exception {
        assertThat(dpkg("-i", ADD_ON.toAbsolutePath().toString())).isZero();
        KeyPair keys = ReleaseKeys.generate();
        Files.writeString(machine.resolve("etc/kura-tieline/release.pem"), ReleaseKeys.pem(keys.getPublic()));
        Path systemctl = Files.createDirectories(machine.resolve("bin")).resolve("systemctl");
        Files.writeString(systemctl, "#!/bin/sh\n");
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path spool = machine.resolve("var/lib/kura-tieline/spool");
        release(spool.resolve("release"), keys);

        Files.writeString(spool.resolve("request"), "0.2.0\n10\n");
        assertThat(updater()).as(output()).isZero();
        assertThat(output()).contains("REVERTED");
        assertThat(bundles()).contains("io.tieline.gateway-0.1.0.jar").doesNotContain("io.tieline.gateway-0.2.0.jar");

        Files.writeString(spool.resolve("report"), "0.2.0\nPROVED\n");
        Files.writeString(spool.resolve("request"), "0.2.0\n10\n");
        assertThat(updater()).as(output()).isZero();
        assertThat(output()).contains("CONFIRMED");
        assertThat(bundles()).contains("io.tieline.gateway-0.2.0.jar").doesNotContain("io.tieline.gateway-0.1.0.jar");
    }

    private void release(Path folder, KeyPair keys) throws Exception {
        Files.copy(next(), Files.createDirectories(folder.resolve("kura-6")).resolve("kura-tieline.deb"));
        ReleaseMaker.seal(
                folder,
                new ReleaseMaker.Label(
                        "tieline", Version.parse("0.2.0"), 2, Version.parse("0.1.0"), 0, List.of(), List.of()));
        ReleaseMaker.sign(folder, keys);
    }

    /** Runs what the unit runs, with the jars of the machine in the folder; who reports has two seconds. */
    private int updater() throws Exception {
        String unit = Files.readString(machine.resolve("lib/systemd/system/kura-tieline-update.service"));
        String command = unit.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length())
                .replace(
                        "/usr/bin/java",
                        ProcessHandle.current().info().command().orElse("java"))
                .replace("/usr/lib/kura-tieline", machine.resolve("usr/lib/kura-tieline") + "");
        return run("fakeroot", "sh", "-c", command + " " + machine + " 2");
    }

    @Test
    void systemdFindsNothingWrongWithTheUnitsOfItsUpdater() throws Exception {
        assumeTrue(isInstalled("systemd-analyze"), "skipped: no systemd-analyze on this machine");
        assertThat(dpkg("-i", ADD_ON.toAbsolutePath().toString())).isZero();
        Path units = machine.resolve("lib/systemd/system");
        int code = run(
                "systemd-analyze",
                "verify",
                units.resolve("kura-tieline-update.service").toString(),
                units.resolve("kura-tieline-update.path").toString());
        assertThat(code).as(output()).isZero();
        assertThat(output()).isEmpty();
    }

    @Test
    void goesWithNoOtherMajorOfKura() throws Exception {
        for (String other : List.of("5.6.2", "7.0.0~git1", "7.0.0")) {
            kura(other);
            assertThat(dpkg("-i", ADD_ON.toAbsolutePath().toString()))
                    .as("on Kura " + other)
                    .isNotZero();
            assertThat(output()).contains("depends on kura-core");
            dpkg("-P", "kura-tieline");
        }
    }

    /** Lets dpkg believe that Kura is installed. */
    private void kura(String version) throws IOException {
        StringBuilder status = new StringBuilder();
        for (String name : List.of("kura-core", "kura-wires")) {
            status.append("Package: ")
                    .append(name)
                    .append("\nStatus: install ok installed\nMaintainer: Kura\nArchitecture: all\nVersion: ")
                    .append(version)
                    .append("\nDescription: Kura\n\n");
            Files.writeString(machine.resolve("var/lib/dpkg/info/" + name + ".list"), "/.\n");
        }
        Files.writeString(machine.resolve("var/lib/dpkg/status"), status);
    }

    /** The package of the version that comes after. */
    private Path next() throws Exception {
        Path tree = work.resolve("next");
        assertThat(run("dpkg-deb", "-R", ADD_ON.toString(), tree.toString())).isZero();
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replace("Version: 0.1.0", "Version: 0.2.0"));
        Path folder = tree.resolve(BUNDLES);
        Files.move(folder.resolve("io.tieline.gateway-0.1.0.jar"), folder.resolve("io.tieline.gateway-0.2.0.jar"));
        // Sums of files that are called otherwise now; dpkg does without.
        Files.deleteIfExists(tree.resolve("DEBIAN/md5sums"));
        Path deb = work.resolve("next.deb");
        assertThat(run("dpkg-deb", "-b", "-Znone", tree.toString(), deb.toString()))
                .isZero();
        return deb;
    }

    private List<String> bundles() throws IOException {
        Path folder = machine.resolve(BUNDLES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Scripts run on this machine and find the other one in DPKG_ROOT. */
    private int dpkg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("fakeroot", "dpkg", "--root=" + machine, "--log=/dev/null"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private int run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile());
        builder.environment().put("PATH", machine.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("DPKG_FORCE", "script-chrootless,not-root");
        return builder.start().waitFor();
    }

    private String output() throws IOException {
        return Files.readString(work.resolve("output"), StandardCharsets.UTF_8);
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
    }
}
