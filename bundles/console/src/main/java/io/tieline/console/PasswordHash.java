package io.tieline.console;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored: PBKDF2 with HMAC-SHA-512, written {@code pbkdf2-sha512:<iterations>:<salt>:<hash>} in
 * base 64 without padding.
 */
public final class PasswordHash {

    /** OWASP password storage cheat sheet, 2023: 210 000 for HMAC-SHA-512. */
    private static final int ITERATIONS = 210_000;

    private static final int MIN_ITERATIONS = 10_000;
    private static final int MAX_ITERATIONS = 5_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String SCHEME = "pbkdf2-sha512";
    /** No l, 1, o, 0: the first password is typed from a terminal. */
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** The hash of a password under a fresh salt. Takes about a tenth of a second, on purpose. */
    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS, HASH_BYTES));
    }

    /**
     * A stored hash.
     *
     * @throws IllegalArgumentException if the text is not one; the message does not repeat it
     */
    public static PasswordHash parse(String encoded) {
        String[] parts = encoded.split(":", -1);
        try {
            if (parts.length == 4 && parts[0].equals(SCHEME)) {
                int iterations = Integer.parseInt(parts[1]);
                byte[] salt = Base64.getDecoder().decode(parts[2]);
                byte[] hash = Base64.getDecoder().decode(parts[3]);
                if (iterations >= MIN_ITERATIONS
                        && iterations <= MAX_ITERATIONS
                        && salt.length >= SALT_BYTES
                        && hash.length >= HASH_BYTES) {
                    return new PasswordHash(iterations, salt, hash);
                }
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one message below: what exactly is wrong in a secret is not told
        }
        throw new IllegalArgumentException(
                "password hash is not of the form " + SCHEME
                        + ":<iterations>:<salt>:<hash>: make one with the gateway's password command, never put the password itself here");
    }

    /** Takes as long to check as a real one; that a password hashes to zeros is as likely as guessing the hash. */
    static PasswordHash neverMatching() {
        return new PasswordHash(ITERATIONS, new byte[SALT_BYTES], new byte[HASH_BYTES]);
    }

    /** A new password to print once: 100 bits, in groups that are easy to type. */
    public static String generatePassword() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return password.toString();
    }

    /** Takes as long for a wrong password as for the right one. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations, hash.length));
    }

    /** The text to store. */
    public String encoded() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return SCHEME + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    private static byte[] derive(String password, byte[] salt, int iterations, int bytes) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, bytes * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA512", e);
        } finally {
            key.clearPassword();
        }
    }
}
