package io.tieline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, users, certificates and waiting times. */
class SecretsTest {

    private final Path directory;

    SecretsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aHashKnowsItsPasswordAndNoOther() {
        PasswordHash hash = PasswordHash.parse(PasswordHash.of("right").encoded());
        assertThat(hash.matches("right")).isTrue();
        assertThat(hash.matches("wrong")).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(PasswordHash.of("right").encoded()).isNotEqualTo(hash.encoded());
    }

    @Test
    void whatIsNoHashIsRefusedWithoutRepeatingIt() {
        for (String text : List.of("", "secret", "pbkdf2-sha512:1:AA:AA", "pbkdf2-sha512:x:y:z", "a:b:c:d")) {
            assertThatThrownBy(() -> PasswordHash.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageContaining("pbkdf2-sha512");
        }
    }

    @Test
    void theFirstStartMakesOneOperatorWhoseFileOnlyTheOwnerReads() throws Exception {
        UserStore first = UserStore.open(directory);
        Path passwordFile = first.firstPassword().orElseThrow();
        String password = Files.readString(passwordFile).strip();
        Path file = directory.resolve("console-users");
        for (Path secret : List.of(file, passwordFile)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(file)).doesNotContain(password);

        UserStore second = UserStore.open(directory);
        assertThat(second.firstPassword()).isEmpty();
        assertThat(passwordFile).doesNotExist();
        ConsoleUser admin = second.users().get(0);
        assertThat(admin.role()).isEqualTo(Role.OPERATOR);
        assertThat(PasswordHash.parse(admin.passwordHash()).matches(password)).isTrue();
        assertThat(admin.toString()).doesNotContain("pbkdf2");
    }

    @Test
    void aBrokenUserFileIsNamedWithItsLine() throws Exception {
        Files.writeString(directory.resolve("console-users"), "# people\nadmin boss x\n");
        assertThatThrownBy(() -> UserStore.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("console-users:2");
    }

    @Test
    void theGeneratedKeyIsPrivateAndACertificateNearItsEndIsReplaced() throws Exception {
        ConsoleSettings settings = settings(Optional.empty());
        Instant now = Instant.parse("2026-11-22T00:00:00Z");
        ServerCertificate.load(settings, now);
        Path key = directory.resolve("console.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String first = Files.readString(directory.resolve("console.crt"));
        ServerCertificate.load(settings, now.plus(Duration.ofDays(1000)));
        assertThat(Files.readString(directory.resolve("console.crt"))).isEqualTo(first);
        ServerCertificate.load(settings, now.plus(Duration.ofDays(3600)));
        assertThat(Files.readString(directory.resolve("console.crt"))).isNotEqualTo(first);
    }

    @Test
    void theSitesOwnCertificateIsUsedAndAWrongKeyIsExplained() throws Exception {
        ServerCertificate.load(settings(Optional.empty()), Instant.now());
        Path chain = directory.resolve("console.crt");
        var own = new ConsoleSettings.CertificateFiles(chain, directory.resolve("console.key"));
        SSLContext context = ServerCertificate.load(settings(Optional.of(own)), Instant.now());
        assertThat(context.getProtocol()).isEqualTo("TLS");

        Path garbage = Files.writeString(directory.resolve("bad.key"), "not a key");
        assertThatThrownBy(() -> ServerCertificate.load(
                        settings(Optional.of(new ConsoleSettings.CertificateFiles(chain, garbage))), Instant.now()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.key")
                .hasMessageContaining("PKCS #8");

        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(rsa.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path other = Files.writeString(directory.resolve("other.key"), pem);
        assertThatThrownBy(() -> ServerCertificate.load(
                        settings(Optional.of(new ConsoleSettings.CertificateFiles(chain, other))), Instant.now()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belong together");
    }

    @Test
    void eachFailureAfterTheFifthDoublesTheWait() {
        AtomicLong nanos = new AtomicLong();
        LoginThrottle throttle = new LoginThrottle(nanos::get);
        for (int i = 0; i < 4; i++) {
            assertThat(throttle.failed("a")).isFalse();
            assertThat(throttle.wait("a")).isZero();
        }
        assertThat(throttle.failed("a")).isTrue();
        assertThat(throttle.wait("a")).isEqualTo(Duration.ofSeconds(15));
        assertThat(throttle.wait("b")).isZero();
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());
        assertThat(throttle.wait("a")).isZero();
        throttle.failed("a");
        assertThat(throttle.wait("a")).isEqualTo(Duration.ofSeconds(30));
        for (int i = 0; i < 20; i++) {
            throttle.failed("a");
        }
        assertThat(throttle.wait("a")).isEqualTo(Duration.ofMinutes(15));
        throttle.succeeded("a");
        assertThat(throttle.wait("a")).isZero();
    }

    @Test
    void aSessionEndsByItself() {
        AtomicLong nanos = new AtomicLong();
        Sessions sessions = new Sessions(nanos::get);
        ConsoleUser user = new ConsoleUser("a", PasswordHash.neverMatching().encoded(), Role.VIEWER);
        Sessions.Session session = sessions.open(user);
        assertThat(sessions.find(session.token())).contains(session);
        nanos.addAndGet(Duration.ofHours(12).toNanos());
        assertThat(sessions.find(session.token())).isEmpty();
        assertThat(sessions.find("")).isEmpty();
    }

    private ConsoleSettings settings(Optional<ConsoleSettings.CertificateFiles> tls) {
        return new ConsoleSettings(ConsoleSettings.LOOPBACK, 0, directory, List.of(), tls);
    }
}
