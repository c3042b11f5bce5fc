package io.tieline.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.uplink.UplinkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStoreException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.ssl.SslManagerService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key stores of Kura, before a real broker that lets in nobody without a certificate it knows. */
class KuraKeysTest {

    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final String FLEET = "(kura.service.pid=Fleet)";
    private static final String SECRET = "secret";
    private static final SSLSocketFactory EVERYWHERE = (SSLSocketFactory) SSLSocketFactory.getDefault();
    private static final SslManagerService GENERAL = () -> EVERYWHERE;

    /** MQTT 3.1.1, 3.1: clean session, keep-alive 60 s, client "t". */
    private static final byte[] CONNECT = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 't'};

    private static final byte[] ACCEPTED = {0x20, 2, 0, 0};

    @TempDir
    Path folder;

    @Test
    void theKeyAndTheAuthoritiesOfThePickedStoreConnect() throws Exception {
        KeyStore broker = selfSigned("broker");
        KeyStore own = selfSigned("own");
        KeyStore stranger = selfSigned("stranger");
        KeyStore trustedOnly = KeyStore.getInstance("PKCS12");
        trustedOnly.load(null, null);
        for (KeyStore each : List.of(own, stranger, trustedOnly)) {
            each.setCertificateEntry("authority", broker.getCertificate("broker"));
        }
        try (Broker running = new Broker(broker, own)) {
            assertThat(running.answer(sockets(own))).isEqualTo(ACCEPTED);
            assertThatThrownBy(() -> running.answer(sockets(stranger))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> running.answer(sockets(trustedOnly))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBrokerThatIsNoneOfTheTrustedIsRefusedEvenWithOurOwnKey() throws Exception {
        KeyStore own = selfSigned("own");
        own.setCertificateEntry("authority", selfSigned("other").getCertificate("other"));
        try (Broker thief = new Broker(own, own)) {
            assertThatThrownBy(() -> thief.answer(sockets(own))).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aRenewedKeyIsShownFromTheNextConnectionOn() throws Exception {
        KeyStore broker = selfSigned("broker");
        KeyStore own = selfSigned("own");
        KeyStore changing = selfSigned("old");
        changing.setCertificateEntry("authority", broker.getCertificate("broker"));
        UplinkSettings.Tls.Host host = host(new KuraKeys(new Store(changing), GENERAL), FLEET);
        try (Broker running = new Broker(broker, own)) {
            assertThatThrownBy(() -> running.answer(host.sockets().factory())).isInstanceOf(IOException.class);
            changing.deleteEntry("old");
            PasswordProtection password = new PasswordProtection(SECRET.toCharArray());
            changing.setEntry("own", own.getEntry("own", password), password);
            assertThat(running.answer(host.sockets().factory())).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void aStoreThatTrustsNobodyIsRefusedWithTheRemedy() throws Exception {
        KeyStore own = selfSigned("own");
        assertThatThrownBy(() -> sockets(own))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContainingAll("KeystoreService.target", FLEET, "trusts nobody", "add the certificate");
    }

    @Test
    void aStoreKuraCannotOpenIsRefusedWithTheReason() {
        UplinkSettings.Tls.Host host = host(new KuraKeys(new Store(null), GENERAL), FLEET);
        assertThatThrownBy(() -> host.sockets().factory())
                .hasMessageContainingAll("KeystoreService.target", "check its path and password", "no such file");
    }

    @Test
    void aPickedStoreThatIsMissingFailsAndKurasOwnTrustDoesNotTakeItsPlace() {
        UplinkSettings.Tls.Host host = host(new KuraKeys(null, GENERAL), FLEET);
        assertThatThrownBy(() -> host.sockets().factory())
                .hasMessageContainingAll("KeystoreService.target", FLEET, "is not in Kura", "create it");
    }

    @Test
    void whereNoneIsPickedItIsWhatKuraUsesEverywhereAndOutsideKuraTheJavaRuntime() throws Exception {
        assertThat(host(new KuraKeys(null, GENERAL), KuraKeys.NONE).sockets().factory())
                .isSameAs(EVERYWHERE);
        assertThat(new KuraKeys(null, null).tls(KuraKeys.NONE)).isNull();
    }

    @Test
    void aStoreNobodyPickedIsNotUsedThoughTheFrameworkBindsOneWhenTheFieldIsEmptied() throws Exception {
        KuraKeys keys = new KuraKeys(new Store(selfSigned("somebody")), GENERAL);
        assertThat(host(keys, "").sockets().factory()).isSameAs(EVERYWHERE);
    }

    private static SSLSocketFactory sockets(KeyStore store) throws GeneralSecurityException, IOException {
        return host(new KuraKeys(new Store(store), GENERAL), FLEET).sockets().factory();
    }

    private static UplinkSettings.Tls.Host host(KuraKeys keys, String filter) {
        UplinkSettings.Tls tls = keys.tls(filter);
        assertThat(tls).isInstanceOf(UplinkSettings.Tls.Host.class);
        return (UplinkSettings.Tls.Host) Objects.requireNonNull(tls);
    }

    /** A key and its certificate, both under the name. */
    private KeyStore selfSigned(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        SECRET)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), SECRET.toCharArray());
    }

    /** As Kura keeps it; null: its file is lost. */
    private record Store(@Nullable KeyStore store) implements KeystoreService {

        @Override
        public KeyStore getKeyStore() throws KuraException {
            if (store == null) {
                throw KuraException.internalError("no such file");
            }
            return store;
        }

        @Override
        public List<KeyManager> getKeyManagers(String algorithm) throws KuraException {
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm);
                factory.init(getKeyStore(), SECRET.toCharArray());
                return List.of(factory.getKeyManagers());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public List<String> getAliases() throws KuraException {
            try {
                return Collections.list(getKeyStore().aliases());
            } catch (KeyStoreException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Reads its keys as whoever runs the test; shows the certificate of one, wants to see the one of the other. */
    private final class Broker implements AutoCloseable {

        private final Process process;
        private final int port;

        Broker(KeyStore own, KeyStore client) throws Exception {
            assumeTrue(Files.isExecutable(MOSQUITTO), "no mosquitto here");
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            String name = keyOf(own);
            String known = keyOf(client);
            Path conf = Files.writeString(
                    folder.resolve("mosquitto.conf"),
                    """
                    user root
                    listener %d 127.0.0.1
                    allow_anonymous true
                    require_certificate true
                    certfile %s
                    keyfile %s
                    cafile %s
                    """
                            .formatted(
                                    port,
                                    pem("CERTIFICATE", own.getCertificate(name).getEncoded()),
                                    pem(
                                            "PRIVATE KEY",
                                            own.getKey(name, SECRET.toCharArray())
                                                    .getEncoded()),
                                    pem(
                                            "CERTIFICATE",
                                            client.getCertificate(known).getEncoded())));
            process = new ProcessBuilder(MOSQUITTO.toString(), "-c", conf.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.log").toFile())
                    .start();
            await().until(this::listens);
        }

        private Path pem(String what, byte[] der) throws IOException {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return Files.writeString(
                    Files.createTempFile(folder, "broker", ".pem"),
                    "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
        }

        private static String keyOf(KeyStore store) throws KeyStoreException {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return alias;
                }
            }
            throw new AssertionError("no key");
        }

        private boolean listens() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        /** In TLS 1.3 a refused certificate shows with the first answer only. */
        byte[] answer(SSLSocketFactory sockets) throws IOException {
            try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(CONNECT);
                byte[] answer = socket.getInputStream().readNBytes(ACCEPTED.length);
                if (answer.length == 0) {
                    throw new IOException("the broker hung up");
                }
                return answer;
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
