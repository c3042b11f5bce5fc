package io.tieline.uplink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Somebody whose signed requests are followed.
 *
 * @param name as it stands in the request
 * @param key Ed25519
 */
public record Signer(String name, PublicKey key) {

    private static final String ALGORITHM = "Ed25519";

    /**
     * Reads {@code name=base64}, the key as X.509 SubjectPublicKeyInfo, as {@code openssl pkey -pubout -outform DER} gives
     * it.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static Signer parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("uplink.signers: '" + text + "' is not name=base64 key");
        }
        try {
            byte[] encoded = Base64.getDecoder().decode(text.substring(equals + 1));
            return new Signer(
                    text.substring(0, equals),
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "uplink.signers: the key of " + text.substring(0, equals)
                            + " is not an Ed25519 public key in base64 of its DER form",
                    e);
        }
    }

    /** Whether the signature over the text is this signer's. */
    boolean signed(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
