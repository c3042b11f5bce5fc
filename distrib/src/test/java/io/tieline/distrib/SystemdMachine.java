package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A systemd of its own: process 1 of namespaces that see this machine's files, change copies of them, and have no network
 * but loopback. A power switch and a root shell are all it has.
 */
final class SystemdMachine implements AutoCloseable {

    private static final Duration BOOT = Duration.ofSeconds(20);
    private static final Duration COMMAND = Duration.ofSeconds(60);

    private final Process outside;
    private final Path log;

    private SystemdMachine(Process outside, Path log) {
        this.outside = outside;
        this.log = log;
    }

    /**
     * Boots it.
     *
     * @param folder gets what it changes
     * @param deb is found as {@code /run/tieline.deb}
     * @return empty: it cannot be had here, since that takes root, overlayfs, the cgroups of systemd and its program
     */
    static Optional<SystemdMachine> boot(Path folder, Path deb) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/lib/systemd/systemd"))
                || !Files.isDirectory(Path.of("/sys/fs/cgroup/systemd"))) {
            return Optional.empty();
        }
        Path script = folder.resolve("systemd-machine");
        try (InputStream in = Objects.requireNonNull(SystemdMachine.class.getResourceAsStream("systemd-machine"))) {
            Files.copy(in, script);
        }
        Path log = folder.resolve("log");
        Process outside = new ProcessBuilder(Stream.concat(
                                Stream.of("unshare", "--fork", "--kill-child", "-m", "-p", "-u", "-i", "-n", "-C"),
                                Stream.of("bash", script.toString(), folder.toString(), deb.toString()))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SystemdMachine machine = new SystemdMachine(outside, log);
        try {
            Awaitility.await().atMost(BOOT).until(() -> machine.tryRun("systemctl is-system-running")
                    .equals("running"));
            return Optional.of(machine);
        } catch (ConditionTimeoutException e) {
            System.err.println("no systemd of our own: " + Files.readString(log));
            machine.close();
            return Optional.empty();
        }
    }

    /** What a command of its root shell prints; it has to end with 0. */
    String run(String command) throws IOException, InterruptedException {
        Process shell = shell(command);
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(shell.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS))
                .as(command)
                .isTrue();
        assertThat(shell.exitValue())
                .as("%s%n%s%n%s", command, out, Files.readString(log))
                .isZero();
        return out;
    }

    private String tryRun(String command) throws IOException {
        return new String(shell(command).getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private Process shell(String command) throws IOException {
        String first = outside.children()
                .findFirst()
                .map(ProcessHandle::pid)
                .map(String::valueOf)
                .orElse("none");
        ProcessBuilder shell = new ProcessBuilder(List.of(
                        "nsenter", "-t", first, "-m", "-p", "-u", "-i", "-n", "-C", "-r", "-w", "bash", "-c", command))
                .redirectErrorStream(true);
        shell.environment().clear();
        shell.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        shell.environment().put("DEBIAN_FRONTEND", "noninteractive");
        return shell.start();
    }

    /** Cuts its power. */
    @Override
    public void close() throws InterruptedException {
        outside.children().forEach(ProcessHandle::destroyForcibly);
        outside.destroy();
        outside.waitFor();
    }
}
