package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.modbus.unit.Answer;
import io.tieline.southbound.DeviceFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modbus/TCP Security: both sides show certificates, and whatever is wrong with one is said. */
class TlsTest {

    private static final String HERE = "127.0.0.1";
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    Path folder;

    private Authority authority = authority("Plant");
    private Authority stranger = authority("Stranger");
    private final Map<String, String> options = new HashMap<>();

    private static Authority authority(String name) {
        try {
            return new Authority(name);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void ours() throws Exception {
        Authority.Identity own = authority.issue("gateway");
        options.put("tls.ca", authority.self().certificateFile(folder, "ca.pem").toString());
        options.put("tls.certificate", own.certificateFile(folder, "own.pem").toString());
        options.put("tls.key", own.keyFile(folder, "own.key").toString());
    }

    private Map<String, String> with(String option, String value) {
        Map<String, String> changed = new HashMap<>(options);
        changed.put(option, value);
        return changed;
    }

    /** A device that wants to see a certificate of our authority. */
    private HostileServer device(Authority.Identity identity) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("device", identity.key(), PASSWORD, new Certificate[] {identity.certificate()});
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.self().certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return new HostileServer(socket);
    }

    private static Answer read(int port, Map<String, String> options) throws Exception {
        try (Unit unit = new Unit("modbus+tls://" + HERE + ":" + port + "/1", options)) {
            return unit.read(10, 2);
        }
    }

    private static void isRead(Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Words.class, words -> assertThat(words.at(11))
                .isEqualTo(11));
    }

    private static void isRefused(Answer answer, String... because) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.fault().text()).contains(because);
            assertThat(failed.fault().kind()).isIn(DeviceFault.Kind.REFUSED, DeviceFault.Kind.UNRECOGNISED);
        });
    }

    @Test
    void certificatesOfOneAuthorityConnect() throws Exception {
        try (HostileServer device = device(authority.issue(HERE))) {
            isRead(read(device.port(), options));
        }
    }

    @Test
    void aPkcs12FileDoesAsWell() throws Exception {
        Authority.Identity own = authority.issue("gateway");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", own.key(), PASSWORD, new Certificate[] {own.certificate()});
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.self().certificate());
        Path ownFile = folder.resolve("own.p12");
        Path trustedFile = folder.resolve("ca.p12");
        try (var out = Files.newOutputStream(ownFile);
                var trust = Files.newOutputStream(trustedFile)) {
            keys.store(out, PASSWORD);
            trusted.store(trust, PASSWORD);
        }
        Map<String, String> packed = Map.of(
                "tls.ca", trustedFile.toString(), "tls.certificate", ownFile.toString(), "tls.password", "secret");
        try (HostileServer device = device(authority.issue(HERE))) {
            isRead(read(device.port(), packed));
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofHours(20));
        try (HostileServer device = device(authority.issue(HERE, yesterday))) {
            isRefused(read(device.port(), options), "has expired", "renew it on the device");
        }
    }

    @Test
    void aCertificateThatIsNotValidYetPointsToTheClock() throws Exception {
        Instant nextWeek = Instant.now().plus(Duration.ofDays(7));
        try (HostileServer device = device(authority.issue(HERE, nextWeek))) {
            isRefused(read(device.port(), options), "not valid yet", "check the clock");
        }
    }

    @Test
    void aCertificateOfAStrangerIsRefused() throws Exception {
        try (HostileServer device = device(stranger.issue(HERE))) {
            isRefused(read(device.port(), options), "nobody we trust has signed", "tls.ca");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessItsNameIsGiven() throws Exception {
        try (HostileServer device = device(authority.issue("pdu-7.plant"))) {
            isRefused(read(device.port(), options), "is for another host", "tls.name");
            isRead(read(device.port(), with("tls.name", "pdu-7.plant")));
            isRefused(read(device.port(), with("tls.name", "pdu-8.plant")), "is for another host");
        }
    }

    @Test
    void aDeviceThatWantsACertificateIsTold() throws Exception {
        try (HostileServer device = device(authority.issue(HERE))) {
            Map<String, String> none = Map.of("tls.ca", String.valueOf(options.get("tls.ca")));
            isRefused(read(device.port(), none), "the device refuses us", "tls.certificate");
        }
    }

    @Test
    void aDeviceThatDoesNotKnowOurAuthorityRefusesUs() throws Exception {
        Authority.Identity foreign = stranger.issue("gateway");
        Map<String, String> other =
                with("tls.certificate", foreign.certificateFile(folder, "f.pem").toString());
        other.put("tls.key", foreign.keyFile(folder, "f.key").toString());
        try (HostileServer device = device(authority.issue(HERE))) {
            isRefused(read(device.port(), other), "the device refuses us");
        }
    }

    @Test
    void ourOwnExpiredCertificateIsNotEvenShown() throws Exception {
        Authority.Identity old = authority.issue("gateway", Instant.now().minus(Duration.ofHours(20)));
        Map<String, String> expired =
                with("tls.certificate", old.certificateFile(folder, "old.pem").toString());
        expired.put("tls.key", old.keyFile(folder, "old.key").toString());
        try (HostileServer device = device(authority.issue(HERE))) {
            isRefused(read(device.port(), expired), "our own certificate", "expired", "renew it");
            assertThat(device.connections).hasValue(0);
        }
    }

    @Test
    void aFileThatIsMissingOrNotWhatItShouldBeIsNamed() throws Exception {
        isRefused(read(9, with("tls.ca", "/no/such.pem")), "tls.ca", "/no/such.pem", "cannot be read");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        isRefused(read(9, with("tls.ca", text.toString())), "tls.ca", "text.pem", "PEM");
        isRefused(read(9, with("tls.key", text.toString())), "text.pem", "PKCS#8");
    }

    @Test
    void aDeviceWithoutTlsIsToldApart() throws Exception {
        try (HostileServer plain = new HostileServer()) {
            plain.manner = (request, out) -> {};
            try (ServerSocket greeter = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                Thread greet = new Thread(() -> greet(greeter), "greeter");
                greet.setDaemon(true);
                greet.start();
                isRefused(read(greeter.getLocalPort(), options), "does not speak TLS", "802");
            }
        }
    }

    private static void greet(ServerSocket greeter) {
        try (Socket client = greeter.accept()) {
            client.getOutputStream().write("220 hello, this is something else\r\n".getBytes());
            client.getInputStream().read();
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** OpenSSL on the other side, in front of a plain device. */
    @Test
    void stunnelConnects() throws Exception {
        Path stunnel = Path.of("/usr/bin/stunnel4");
        assumeTrue(Files.isExecutable(stunnel), "stunnel4 is not installed: no other TLS to test against");
        int port = Bench.freePort();
        Authority.Identity identity = authority.issue(HERE);
        try (HostileServer plain = new HostileServer()) {
            Path config = Files.write(
                    folder.resolve("stunnel.conf"),
                    List.of(
                            "foreground = yes",
                            "pid =",
                            "[modbus]",
                            "accept = " + HERE + ":" + port,
                            "connect = " + HERE + ":" + plain.port(),
                            "cert = " + identity.certificateFile(folder, "device.pem"),
                            "key = " + identity.keyFile(folder, "device.key"),
                            "CAfile = " + options.get("tls.ca"),
                            "verifyChain = yes",
                            "sslVersionMin = TLSv1.2"));
            Process process = new ProcessBuilder(stunnel.toString(), config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("stunnel.log").toFile())
                    .start();
            try {
                await().atMost(10, TimeUnit.SECONDS).until(() -> listens(port));
                isRead(read(port, options));
                Map<String, String> none = Map.of("tls.ca", String.valueOf(options.get("tls.ca")));
                isRefused(read(port, none), "the device refuses us");
            } finally {
                process.destroy();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(HERE, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
