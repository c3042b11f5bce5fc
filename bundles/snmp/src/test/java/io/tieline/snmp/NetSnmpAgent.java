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

    /** @param folder for its configuration and its state */
    static NetSnmpAgent start(Path program, Path folder) throws IOException, InterruptedException {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path configuration = folder.resolve("snmpd.conf");
        Files.writeString(
                configuration,
                """
                createUser %s SHA-256 "%s" AES "%s"
                rouser %s authpriv
                override 1.3.6.1.2.1.33.1.1.1.0 octet_str "Example"
                override 1.3.6.1.2.1.33.1.1.2.0 octet_str "UPS 3000"
                override 1.3.6.1.2.1.33.1.2.3.0 integer 42
                override 1.3.6.1.2.1.33.1.2.4.0 integer 97
                override 1.3.6.1.2.1.33.1.2.5.0 integer 546
                override 1.3.6.1.2.1.33.1.4.1.0 integer 3
                """
                        .formatted(USER, AUTH, PRIV, USER));
        Path log = folder.resolve("snmpd.log");
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "-f",
                "-C",
                "-c",
                configuration.toString(),
                "-Lf",
                log.toString(),
                "udp:127.0.0.1:" + port);
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.resolve("state").toString());
        // Without MIB files: it serves numbers.
        builder.environment().put("MIBS", "");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("snmpd.out").toFile())
                .start();
        NetSnmpAgent agent = new NetSnmpAgent(process, port);
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

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
