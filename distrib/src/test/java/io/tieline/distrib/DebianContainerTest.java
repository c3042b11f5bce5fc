package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes {@code target/tieline-*.deb} apart with Debian's own tool and starts what is in it, as its unit does. */
class DebianContainerTest {

    private static final Path DEB = Path.of(Objects.requireNonNull(System.getProperty("tieline.deb")));
    /** The 40 MB of the packages for Kura, and the command line with its Parquet writer. */
    private static final long MOST_BYTES = 45L * 1024 * 1024;

    private static final long START = 1_760_000_000_000L;

    @TempDir
    static Path root;

    @BeforeAll
    static void extract() throws Exception {
        assumeTrue(isInstalled("dpkg-deb"), "skipped: no dpkg-deb on this machine");
        run("dpkg-deb", "-R", DEB.toString(), root.toString());
        // The link is absolute and leads to the /etc of the machine.
        Files.delete(root.resolve("usr/lib/tieline/conf"));
        Files.createSymbolicLink(root.resolve("usr/lib/tieline/conf"), root.resolve("etc/tieline"));
    }

    @Test
    void whatTheOwnerChangesIsKeptOnUpgradeAndNotForEveryonesEyes() throws Exception {
        assertThat(Files.readAllLines(root.resolve("DEBIAN/conffiles")))
                .containsExactlyInAnyOrder(
                        "/etc/tieline/gateway.yaml",
                        "/etc/tieline/framework.properties",
                        "/etc/tieline/logback.xml",
                        "/etc/default/tieline");
        assertThat(run("dpkg-deb", "-c", DEB.toString()).lines().filter(line -> line.contains("gateway.yaml")))
                .singleElement()
                .asString()
                .startsWith("-rw-r-----");
    }

    @Test
    void itsCommandsAreOnThePath() throws Exception {
        for (String command : List.of("tieline", "tieline-release")) {
            Path installed = root.resolve("usr/lib/tieline/bin").resolve(command);
            assertThat(Files.readSymbolicLink(root.resolve("usr/bin").resolve(command)))
                    .isEqualTo(Path.of("/").resolve(root.relativize(installed)));
            assertThat(run(installed.toString(), "--help")).contains("Usage: " + command);
        }
    }

    @Test
    void fitsAndBringsEveryNative() throws Exception {
        assertThat(Files.size(DEB)).isLessThan(MOST_BYTES);
        String names = natives();
        for (String machine : List.of("x86_64", "aarch64")) {
            assertThat(names).contains("Linux/" + machine + "/libsqlitejdbc.so");
        }
        assertThat(names).contains("Linux/x86_64/libjSerialComm.so", "Linux/armv8_64/libjSerialComm.so");
    }

    @Test
    void systemdFindsNothingWrongWithTheUnit() throws Exception {
        assumeTrue(isInstalled("systemd-analyze"), "skipped: no systemd-analyze on this machine");
        Path unit = root.resolve("lib/systemd/system/tieline.service");
        Path here = root.resolve("tieline.service");
        Files.writeString(
                here, Files.readString(unit).replace("/usr/lib/tieline", root.resolve("usr/lib/tieline") + ""));
        assertThat(run("systemd-analyze", "verify", here.toString())).isEmpty();
    }

    @Test
    void theInstalledGatewayRunsAndKeepsItsFirstPasswordOutOfTheLog(@TempDir Path data) throws Exception {
        Process gateway = new ProcessBuilder(
                        root.resolve("usr/lib/tieline/bin/tieline-gateway").toString(),
                        "--data",
                        data.toString(),
                        "--set",
                        "console.port=0")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("out").toFile())
                .start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            Files.readString(data.resolve("out")))
                    .contains("Tieline is running")
                    .contains("The operator page is at https://127.0.0.1"));
        } finally {
            gateway.destroy();
            assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        String password =
                Files.readString(data.resolve("console/first-password")).strip();
        assertThat(Files.readString(data.resolve("out")))
                .doesNotContain(password)
                .contains("first-password");
    }

    /** With the libraries of the package, not with those of the build. */
    @Test
    void theInstalledCommandWritesParquet(@TempDir Path data) throws Exception {
        SiteClock clock = SiteClock.system();
        DeviceImage cabinet = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)))
                .devices()
                .get(0);
        cabinet.adopt(PointSet.named(List.of("battery.soc")));
        try (Journal journal = Journal.open(
                data.resolve("journal"), JournalSettings.standard(), clock, new AlarmBoard(clock, event -> {}))) {
            for (int second = 0; second < 10; second++) {
                cabinet.target().begin(START + second * 1000L);
                cabinet.target().put(0, 50 + second);
                cabinet.target().commit();
                journal.record(cabinet);
            }
        }
        for (String step : List.of("", "--step=5")) {
            Path file = data.resolve("samples" + step + ".parquet");
            run(Stream.of(
                            root.resolve("usr/lib/tieline/bin/tieline").toString(),
                            "journal",
                            "export",
                            "--data=" + data,
                            "--from=2025-10-09T08:53:20Z",
                            "--to=2025-10-09T08:53:30Z",
                            "--format=parquet",
                            "--output=" + file,
                            step)
                    .filter(argument -> !argument.isEmpty())
                    .toArray(String[]::new));
            byte[] written = Files.readAllBytes(file);
            assertThat(new String(written, written.length - 4, 4, StandardCharsets.US_ASCII))
                    .as("what a Parquet file ends with")
                    .isEqualTo("PAR1");
        }
    }

    private static String natives() throws IOException {
        StringBuilder names = new StringBuilder();
        try (Stream<Path> jars = Files.walk(root.resolve("usr/lib/tieline/plugins"))) {
            for (Path jar :
                    jars.filter(path -> path.toString().endsWith(".jar")).toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    zip.stream().forEach(entry -> names.append(entry.getName()).append('\n'));
                }
            }
        }
        return names.toString();
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + out).isZero();
        return out;
    }
}
