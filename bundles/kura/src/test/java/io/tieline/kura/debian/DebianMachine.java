package io.tieline.kura.debian;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder dpkg takes for a machine, with a Kura 6 on it, small real packages, and somebody in the place of systemd. */
public final class DebianMachine {

    private static final String BUNDLE = "opt/eclipse/kura/plugins/6s/io.tieline.gateway.jar";
    private static final long PATIENCE_SECONDS = 60;

    /** systemctl restarts a Kura in which the gateway of the installed version does as it was made to. */
    private static final String SYSTEMCTL =
            """
            #!/bin/sh
            set -e
            [ "$*" = "restart kura.service" ]
            version=$(cat MACHINE/BUNDLE)
            echo "$version" >> MACHINE/restarts
            if [ -e MACHINE/kill-at-restart ]; then rm MACHINE/kill-at-restart; kill -9 $PPID; fi
            manner=$(cat MACHINE/manner 2>/dev/null || true)
            if [ -n "$manner" ]; then printf '%s\n%s\n' "$version" "$manner" > MACHINE/var/lib/kura-tieline/spool/report; fi
            """;

    private final Path root;
    private final Spool spool;
    private final KeyPair keys = ReleaseKeys.generate();

    public DebianMachine(Path root) throws Exception {
        this.root = root;
        this.spool = new Spool(root.resolve("var/lib/kura-tieline"));
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createDirectories(spool.folder());
        Files.createDirectories(root.resolve("etc/kura-tieline"));
        kura("6.0.1");
        trust(keys);
        Path systemctl = Files.createDirectories(root.resolve("bin")).resolve("systemctl");
        Files.writeString(systemctl, SYSTEMCTL.replace("MACHINE", root + "").replace("BUNDLE", BUNDLE));
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(start("dpkg", "--root=" + root, "-i", deb("0.1.0", "") + "").waitFor())
                .isZero();
    }

    public static boolean isPossible() {
        return Stream.of("dpkg", "fakeroot")
                .allMatch(tool -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
    }

    public Path root() {
        return root;
    }

    public Spool spool() {
        return spool;
    }

    public KeyPair keys() {
        return keys;
    }

    public void trust(KeyPair pinned) throws IOException {
        Files.writeString(root.resolve("etc/kura-tieline/release.pem"), ReleaseKeys.pem(pinned.getPublic()));
    }

    private void kura(String version) throws IOException {
        String entry =
                "Package: kura-core\nStatus: install ok installed\nMaintainer: Kura\nArchitecture: all\nVersion: "
                        + version + "\nDescription: Kura\n\n";
        Files.writeString(root.resolve("var/lib/dpkg/status"), entry);
        Files.writeString(root.resolve("var/lib/dpkg/info/kura-core.list"), "/.\n");
    }

    /** How the gateway does in whatever is started next; null: nobody in it says a word. */
    public void gateway(Spool.Health manner) throws IOException {
        Files.writeString(root.resolve("manner"), manner.name());
    }

    /** The updater is killed when it next has Kura restarted. */
    public void killAtRestart() throws IOException {
        Files.writeString(root.resolve("kill-at-restart"), "");
    }

    /** The package of a version. */
    public Path deb(String version, String depends) throws Exception {
        Path tree = root.resolveSibling("tree-" + version);
        Path control = Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(
                control.resolve("control"),
                "Package: kura-tieline\nVersion: " + version
                        + "\nArchitecture: all\nMaintainer: Tieline\nDepends: kura-core"
                        + " (>= 6.0.0~), kura-core (<< 7)" + depends + "\nDescription: bundles\n of the gateway\n");
        Files.writeString(control.resolve("conffiles"), "/etc/kura-tieline/README\n");
        Path script = control.resolve("postinst");
        Files.writeString(script, "#!/bin/sh\necho " + version + " >> \"$DPKG_ROOT/configured\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        write(tree.resolve(BUNDLE), version + "\n");
        write(tree.resolve("etc/kura-tieline/README"), "Keys.\n");
        Path deb = root.resolveSibling("kura-tieline_" + version + ".deb");
        assertThat(start("dpkg-deb", "--build", "-Znone", tree + "", deb + "").waitFor())
                .isZero();
        return deb;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    /** Leaves a signed release in the spool, as the gateway does. */
    public Path release(String version, long counter, KeyPair signer, String depends) throws Exception {
        Path release = Files.createDirectories(spool.release());
        Path target = Files.createDirectories(release.resolve("kura-6")).resolve("kura-tieline.deb");
        Files.deleteIfExists(target);
        Files.copy(deb(version, depends), target);
        ReleaseMaker.seal(
                release,
                new ReleaseMaker.Label(
                        "tieline", Version.parse(version), counter, Version.parse("0.1.0"), 0, List.of(), List.of()));
        ReleaseMaker.sign(release, signer);
        return target;
    }

    public void ask(String version) throws IOException {
        spool.ask(new Spool.Request(version, Duration.ofSeconds(10)));
    }

    /** Runs the updater to its end, or to the kill; how it ended. */
    public int update() throws Exception {
        Process updater = begin();
        assertThat(updater.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return updater.exitValue();
    }

    /** The updater as a process of its own; two seconds are long enough for a version to report. */
    public Process begin() throws IOException {
        return start(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Updater.class.getName(),
                root + "",
                "2");
    }

    private Process start(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("fakeroot"));
        whole.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        root.resolveSibling("output").toFile()));
        builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("DPKG_FORCE", "script-chrootless,not-root");
        return builder.start();
    }

    public String installed() throws IOException {
        return Files.readString(root.resolve(BUNDLE), StandardCharsets.UTF_8).strip();
    }

    /** The versions Kura was restarted with. */
    public List<String> restarts() throws IOException {
        return lines("restarts");
    }

    /** The versions whose installation went to its end. */
    public List<String> configured() throws IOException {
        return lines("configured");
    }

    private List<String> lines(String file) throws IOException {
        return Files.exists(root.resolve(file)) ? Files.readAllLines(root.resolve(file)) : List.of();
    }

    public String output() throws IOException {
        return Files.readString(root.resolveSibling("output"));
    }
}
