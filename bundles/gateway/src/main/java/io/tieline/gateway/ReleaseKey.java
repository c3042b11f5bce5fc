package io.tieline.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public key of the one who releases, as a form holds it: PEM text, its Base64 alone, or the path of a file. */
final class ReleaseKey {

    /** How every Ed25519 SubjectPublicKeyInfo begins (RFC 8410, 4): no path looks like that. */
    private static final String ED25519 = "MCowBQYDK2Vw";

    private ReleaseKey() {}

    /**
     * Reads the key.
     *
     * @throws IllegalArgumentException if there is none; the message says what to do
     */
    static PublicKey of(String text) {
        String key = bare(text);
        if (!key.startsWith(ED25519)) {
            key = bare(file(text.strip()));
        }
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the trusted key is no Ed25519 public key; give the PEM text of the one who releases", e);
        }
    }

    private static String bare(String pem) {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }

    private static String file(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the trusted key is neither a PEM text nor a readable file: " + e.getMessage(), e);
        }
    }
}
