package io.tieline.rig.accept;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Recorded agents, served by snmpsim of Debian: the community chooses the recording. */
public final class SnmpRecordings implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/snmpsimd"), Path.of("/usr/bin/snmpsimd.py"), Path.of("/usr/local/bin/snmpsimd"));

    private final Process process;
    private final Path work;
    private final int port;

    private SnmpRecordings(Process process, Path work, int port) {
        this.process = process;
        this.work = work;
        this.port = port;
    }

    /** Whether the simulator is installed. */
    public static boolean isInstalled() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    /**
     * Serves recordings; ready when the port is bound, which {@link #port} is.
     *
     * @param folder holds one folder per kind with {@code .snmprec} files; it is only read
     * @param kinds the folders to serve
     */
    public static SnmpRecordings serve(Path folder, List<String> kinds) throws IOException, InterruptedException {
        Path program = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("snmpsimd is not installed; apt-get install snmpsim"));
        Path work = Files.createTempDirectory("tieline-snmpsim-");
        Path data = Files.createDirectories(work.resolve("data"));
        for (String kind : kinds) {
            copy(folder.resolve(kind), data.resolve(kind));
        }
        int port = freePort();
        Path cache = Files.createDirectories(work.resolve("cache"));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--data-dir=" + data,
                        "--cache-dir=" + cache,
                        "--agent-udpv4-endpoint=127.0.0.1:" + port,
                        "--process-user=" + owner(work),
                        "--process-group=" + group(),
                        "--logging-method=file:" + work.resolve("snmpsim.log"))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("snmpsim.out").toFile())
                .start();
        SnmpRecordings recordings = new SnmpRecordings(process, work, port);
        recordings.awaitReady();
        return recordings;
    }

    /** A copy, not a link: snmpsim names the community after the real place of a file. */
    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".snmprec")).toList()) {
                Files.write(to.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        }
    }

    public int port() {
        return port;
    }

    /** snmpsim insists on a user to become when it is root. */
    private static String owner(Path work) throws IOException {
        return Files.getOwner(work).getName();
    }

    private static String group() throws IOException {
        Path own = Path.of("/proc/self");
        return Files.readAttributes(own, java.nio.file.attribute.PosixFileAttributes.class)
                .group()
                .getName();
    }

    /** It listens after it has indexed the recordings, and says so in its log. */
    private void awaitReady() throws IOException, InterruptedException {
        Path journal = work.resolve("snmpsim.log");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (System.nanoTime() < end && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
            if (Files.exists(journal) && Files.readString(journal).contains("Listening at UDP/IPv4")) {
                return;
            }
        }
        String log = Files.readString(work.resolve("snmpsim.out"));
        close();
        throw new IOException(
                "snmpsimd did not start: " + log.strip().lines().limit(2).toList());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // A file left in the temporary folder harms nobody.
        }
    }
}
