package io.tieline.snmp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's snmpd on an unprivileged port of the loopback, for SNMPv3 with an implementation that is not ours. */
final class NetSnmpAgent implements AutoCloseable {

    static final String USER = "tieline";
    static final String AUTH = "authentication-secret";
    static final String PRIV = "privacy-secret-of-the-test";

    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/snmpd"), Path.of("/usr/local/sbin/snmpd"));

    private final Process process;
    private final int port;

    private NetSnmpAgent(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /**
     * How it is set up.
     *
     * @param boots how often it says it has been started
     * @param engine the number in its engine ID
     * @param users lines of snmpd.conf
     */
    record Setup(int port, int boots, int engine, List<String> users) {

        static Setup standard() throws IOException {
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                return new Setup(socket.getLocalPort(), 1, 1, List.of(user(USER, "SHA-256", AUTH, "AES", PRIV)));
            }
        }

        static String user(String name, String auth, String authSecret, String priv, String privSecret) {
            return "createUser %s %s \"%s\" %s \"%s\"%nrouser %s authpriv"
                    .formatted(name, auth, authSecret, priv, privSecret, name);
        }

        Setup with(List<String> others) {
            return new Setup(port, boots, engine, others);
        }

        Setup booted(int times) {
            return new Setup(port, times, engine, users);
        }

        Setup as(int otherEngine) {
            return new Setup(port, boots, otherEngine, users);
        }
    }

    static NetSnmpAgent start(Path program, Path folder) throws IOException, InterruptedException {
        return start(program, folder, Setup.standard());
    }

    /** @param folder for its configuration and its state */
    static NetSnmpAgent start(Path program, Path folder, Setup setup) throws IOException, InterruptedException {
        Path configuration = folder.resolve("snmpd.conf");
        Files.writeString(
                configuration,
                """
                %s
                exactEngineID 0x80001f88800102030405%04d
                override 1.3.6.1.2.1.33.1.1.1.0 octet_str "Example"
                override 1.3.6.1.2.1.33.1.1.2.0 octet_str "UPS 3000"
                override 1.3.6.1.2.1.33.1.2.3.0 integer 42
                override 1.3.6.1.2.1.33.1.2.4.0 integer 97
                override 1.3.6.1.2.1.33.1.2.5.0 integer 546
                override 1.3.6.1.2.1.33.1.4.1.0 integer 3
                """
                        .formatted(String.join("\n", setup.users()), setup.engine()));
        Path state = Files.createDirectories(folder.resolve("state"));
        // It counts one more at its start.
        Files.writeString(
                state.resolve("snmpd.conf"),
                "engineBoots %d%noldEngineID 0x80001f88800102030405%04d%n"
                        .formatted(setup.boots() - 1, setup.engine()));
        Path log = folder.resolve("snmpd.log");
        Files.deleteIfExists(log);
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "-f",
                "-C",
                "-c",
                configuration + "," + state.resolve("snmpd.conf"),
                "-Lf",
                log.toString(),
                "udp:127.0.0.1:" + setup.port());
        builder.environment().put("SNMP_PERSISTENT_DIR", state.toString());
        // Without MIB files: it serves numbers.
        builder.environment().put("MIBS", "");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("snmpd.out").toFile())
                .start();
        NetSnmpAgent agent = new NetSnmpAgent(process, setup.port());
        agent.awaitReady(log);
        return agent;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (System.nanoTime() < end && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
            if (Files.exists(log) && Files.readString(log).contains("NET-SNMP version")) {
                return;
            }
        }
        close();
        throw new IOException("snmpd did not start: " + (Files.exists(log) ? Files.readString(log) : ""));
    }

    int port() {
        return port;
    }

    /** Ends it and waits until its port is free. */
    void stop() throws InterruptedException {
        close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
