package io.tieline.update.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys (RFC 8032) as people keep them: PEM files (RFC 7468, 8410), or the Base64 of one alone. */
public final class ReleaseKeys {

    private static final String ED25519 = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private ReleaseKeys() {}

    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ED25519).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519 since 15", e);
        }
    }

    /** A key as PEM text. */
    public static String pem(Key key) {
        String kind = key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(key.getEncoded()) + "\n-----END " + kind
                + "-----\n";
    }

    /** A public key without its armour, as a manifest holds it. */
    public static String base64(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /**
     * The key behind the Base64 of its SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException if it is no Ed25519 public key
     */
    public static PublicKey parse(String base64) {
        try {
            return KeyFactory.getInstance(ED25519)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.replaceAll("\\s", ""))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no Ed25519 public key; give the PEM text of the one who releases", e);
        }
    }

    /**
     * The public keys a form names: PEM texts one after the other, the Base64 of one, or the path of a file with either.
     *
     * @throws IllegalArgumentException if there is none; the message says what to do
     */
    public static List<PublicKey> read(String text) {
        String given = text.strip();
        List<PublicKey> keys = pem(given);
        if (!keys.isEmpty()) {
            return keys;
        }
        Path file = Path.of(given);
        try {
            if (Files.isRegularFile(file)) {
                return read(Files.readString(file));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be read: " + e.getMessage(), e);
        }
        return List.of(parse(given));
    }

    private static List<PublicKey> pem(String text) {
        List<PublicKey> keys = new ArrayList<>();
        for (Matcher block = PEM.matcher(text); block.find(); ) {
            keys.add(parse(block.group(2)));
        }
        return keys;
    }

    /**
     * The private key in a PEM file.
     *
     * @throws IllegalArgumentException if there is none in it
     */
    public static PrivateKey readPrivate(Path file) throws IOException {
        Matcher block = PEM.matcher(Files.readString(file));
        try {
            if (block.find() && block.group(1).equals("PRIVATE KEY")) {
                byte[] content = Base64.getMimeDecoder().decode(block.group(2));
                return KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(content));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds no Ed25519 private key", e);
        }
        throw new IllegalArgumentException(file + " holds no Ed25519 private key; make one with keygen");
    }

    /** Sixteen hexadecimal digits people compare: the beginning of the SHA-256 of the SubjectPublicKeyInfo. */
    public static String id(PublicKey key) {
        return Sha256.of(key.getEncoded()).substring(0, 16);
    }
}
