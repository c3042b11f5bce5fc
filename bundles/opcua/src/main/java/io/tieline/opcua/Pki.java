package io.tieline.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * Who we are towards servers: the key and certificate in {@code client.p12}. The certificate alone also lies there as
 * {@code client.der}, for servers that have to be told whom to trust.
 *
 * @param applicationUri must be the one in the certificate, or servers refuse it; it stays the same for ever
 */
record Pki(KeyPair keys, X509Certificate certificate, String applicationUri) {

    /** A new certificate has to be approved in the servers again: there must be time for that. */
    static final Duration RENEWAL = Duration.ofDays(60);

    private static final String ALIAS = "client";
    /** The file's mode guards the key: a password lying beside it would guard nothing. */
    private static final char[] NO_SECRET = "tieline".toCharArray();

    /**
     * Reads the directory, or fills it at the first time: then this takes as long as making an RSA key does.
     *
     * @param renewed called if the certificate had to be replaced
     */
    static Pki open(Path directory, Instant now, Runnable renewed) throws Exception {
        Files.createDirectories(directory);
        Path file = directory.resolve("client.p12");
        if (!Files.exists(file)) {
            KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
            return made(keys, "urn:tieline:gateway:" + UUID.randomUUID(), file);
        }
        KeyStore store = load(file);
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        KeyPair keys = new KeyPair(certificate.getPublicKey(), (PrivateKey) store.getKey(ALIAS, NO_SECRET));
        Pki present = new Pki(
                keys, certificate, CertificateUtil.getSanUri(certificate).orElse(""));
        if (!present.isToBeRenewed(now)) {
            return present;
        }
        Pki next = made(keys, present.applicationUri, file);
        renewed.run();
        return next;
    }

    boolean isToBeRenewed(Instant now) {
        return now.plus(RENEWAL).isAfter(certificate.getNotAfter().toInstant());
    }

    private static Pki made(KeyPair keys, String applicationUri, Path file) throws Exception {
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                .setCommonName("Tieline gateway")
                .setOrganization("Tieline")
                .setApplicationUri(applicationUri)
                .setValidityPeriod(Period.ofYears(10))
                .addDnsName(hostName())
                .build();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        store.setKeyEntry(ALIAS, keys.getPrivate(), NO_SECRET, new Certificate[] {certificate});
        save(store, file);
        Files.write(file.resolveSibling("client.der"), certificate.getEncoded());
        return new Pki(keys, certificate, applicationUri);
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, NO_SECRET);
        }
        return store;
    }

    /** Readable by us alone from its first byte on, and there as a whole or not at all. */
    private static void save(KeyStore store, Path file) throws Exception {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(draft)) {
            store.store(out, NO_SECRET);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
