package io.tieline.update.release;

import io.tieline.update.release.RefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The detached signatures over the bytes of a manifest: one line each, the id of the key and 64 bytes in Base64. */
final class Signatures {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)");

    private final List<Map.Entry<String, byte[]>> lines;

    private Signatures(List<Map.Entry<String, byte[]>> lines) {
        this.lines = lines;
    }

    static Signatures read(byte[] bytes) throws RefusedException {
        List<Map.Entry<String, byte[]>> lines = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.US_ASCII).lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new RefusedException(
                        Reason.NOT_READABLE, "the signatures of the release are not usable; sign it anew");
            }
            lines.add(Map.entry(parts.group(1), Base64.getDecoder().decode(parts.group(2))));
        }
        return new Signatures(lines);
    }

    /** The line of one more signature. */
    static String sign(byte[] manifest, PublicKey key, PrivateKey secret) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        signature.update(manifest);
        byte[] signed = signature.sign();
        if (!isRight(manifest, signed, key)) {
            throw new GeneralSecurityException("the public key does not belong to the private one");
        }
        return ReleaseKeys.id(key) + " " + Base64.getEncoder().encodeToString(signed) + "\n";
    }

    boolean holds(Collection<PublicKey> keys) {
        return keys.stream()
                .anyMatch(key -> lines.stream().anyMatch(line -> line.getKey().equals(ReleaseKeys.id(key))));
    }

    /** Whether one of the keys has signed exactly these bytes. */
    boolean verify(byte[] manifest, Collection<PublicKey> keys) {
        return keys.stream().anyMatch(key -> lines.stream()
                .filter(line -> line.getKey().equals(ReleaseKeys.id(key)))
                .anyMatch(line -> isRight(manifest, line.getValue(), key)));
    }

    private static boolean isRight(byte[] manifest, byte[] signed, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(manifest);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A signature that is none, or a key of another kind: as wrong as a wrong one.
            return false;
        }
    }
}
