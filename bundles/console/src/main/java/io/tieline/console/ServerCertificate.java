package io.tieline.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate the page is served with: the site's own, or one made at the first start and kept. */
final class ServerCertificate {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** Replaced at a start this long before its end, so that a gateway that rarely restarts does not run out. */
    private static final Duration MARGIN = Duration.ofDays(400);

    private ServerCertificate() {}

    static SSLContext load(ConsoleSettings settings, Instant now) throws IOException {
        ConsoleSettings.CertificateFiles files = settings.tls().orElseGet(() -> generatedIn(settings.dataDirectory()));
        try {
            if (settings.tls().isEmpty() && !isUsable(files, now)) {
                generate(files, settings.host(), now);
            }
            return context(files);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "console certificate " + files.chain() + " with key " + files.key() + " cannot be used ("
                            + e.getMessage()
                            + "): both must be PEM, the key PKCS #8 and not encrypted, and belong together",
                    e);
        }
    }

    private static ConsoleSettings.CertificateFiles generatedIn(Path directory) {
        return new ConsoleSettings.CertificateFiles(directory.resolve("console.crt"), directory.resolve("console.key"));
    }

    private static boolean isUsable(ConsoleSettings.CertificateFiles files, Instant now)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(files.chain()) || !Files.exists(files.key())) {
            return false;
        }
        return chain(files.chain())[0] instanceof X509Certificate certificate
                && certificate.getNotAfter().after(Date.from(now.plus(MARGIN)));
    }

    private static void generate(ConsoleSettings.CertificateFiles files, String host, Instant now)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Instant from = now.minus(Duration.ofDays(1));
        byte[] certificate = SelfSigned.certificate(pair, "Tieline gateway", hosts(host), from, from.plus(VALIDITY));
        PrivateFile.write(files.key(), pem(PRIVATE_KEY, pair.getPrivate().getEncoded()));
        PrivateFile.write(files.chain(), pem(CERTIFICATE, certificate));
    }

    private static List<String> hosts(String host) {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (!host.equals("0.0.0.0") && !host.equals("::")) {
            hosts.add(host);
        }
        try {
            hosts.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // A host that does not know its own name is reached by address.
        }
        return List.copyOf(hosts);
    }

    private static SSLContext context(ConsoleSettings.CertificateFiles files)
            throws IOException, GeneralSecurityException {
        char[] inMemory = PasswordHash.generatePassword().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, inMemory);
        PrivateKey key = privateKey(files.key());
        Certificate[] chain = chain(files.chain());
        requirePair(key, chain[0]);
        store.setKeyEntry("console", key, inMemory, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, inMemory);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The key store would take any key, and every browser would then be refused without a word why. */
    private static void requirePair(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        byte[] probe = "tieline".getBytes(StandardCharsets.US_ASCII);
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                .toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new GeneralSecurityException("no certificate in " + file);
        }
        return chain;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN " + PRIVATE_KEY + "-----";
        int start = text.indexOf(begin);
        int end = text.indexOf("-----END " + PRIVATE_KEY);
        if (start < 0 || end < start) {
            throw new GeneralSecurityException("no unencrypted PKCS #8 key in " + file);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end)));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        }
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
