package io.tieline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseKeyTest {

    @Test
    void textBase64AndFileAreTheSameKey(@TempDir Path folder) throws Exception {
        PublicKey key =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        String base64 = Base64.getEncoder().encodeToString(key.getEncoded());
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        Path file = Files.writeString(folder.resolve("release.pem"), pem);
        assertThat(ReleaseKey.of(pem)).isEqualTo(key);
        assertThat(ReleaseKey.of(base64)).isEqualTo(key);
        assertThat(ReleaseKey.of(file.toString())).isEqualTo(key);
    }

    @Test
    void anotherKindOfKeyIsNotTakenAndAMissingFileIsNamed() throws Exception {
        PublicKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
        String base64 = Base64.getEncoder().encodeToString(rsa.getEncoded());
        assertThatIllegalArgumentException().isThrownBy(() -> ReleaseKey.of(base64));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReleaseKey.of("/no/such/key.pem"))
                .withMessageContaining("/no/such/key.pem");
    }
}
