package io.tieline.gateway.neighbour;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) with the key that all gateways of the site know, over the site's name and the words: what was said
 * on one site proves nothing on another with the same key. Thread-safe.
 */
final class KeySeal implements Seal {

    /** RFC 2104, section 3: shorter keys weaken the function; of readable text this is the least. */
    static final int SHORTEST_KEY = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final byte[] site;

    /**
     * @param site what all gateways of the site call it
     * @throws IllegalArgumentException if the key is too short; the message says how to make one
     */
    KeySeal(String key, String site) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("other-gateways.key: shorter than " + SHORTEST_KEY
                    + " characters; make one with: openssl rand -base64 24");
        }
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.site = site.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String close(String words) {
        return new Envelope(words, Base64.getEncoder().encodeToString(sealOf(words))).json();
    }

    @Override
    public Optional<String> open(String text) {
        return Envelope.of(text).filter(this::isGenuine).map(Envelope::said);
    }

    private boolean isGenuine(Envelope envelope) {
        try {
            return MessageDigest.isEqual(
                    sealOf(envelope.said()), Base64.getDecoder().decode(envelope.seal()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] sealOf(String words) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(site);
            // No name and no words contain it, so no part of one can pass for the other.
            mac.update((byte) 0);
            return mac.doFinal(words.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
