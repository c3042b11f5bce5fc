package io.tieline.opcua;

import java.io.Closeable;
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
import java.time.Period;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.FileBasedTrustListManager;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * Who we are towards servers and which servers are trusted: a directory with our key ({@code client.p12}) and the server
 * certificates in {@code trusted/certs}; what was refused lies in {@code rejected}.
 *
 * @param applicationUri must be the one in the certificate, or servers refuse it
 * @param trusted watches the directory, so a certificate moved there counts at once
 */
record Pki(
        KeyPair keys,
        X509Certificate certificate,
        String applicationUri,
        CertificateValidator validator,
        FileBasedTrustListManager trusted)
        implements Closeable {

    private static final String ALIAS = "client";
    /** The file's mode guards the key: a password lying beside it would guard nothing. */
    private static final char[] NO_SECRET = "tieline".toCharArray();

    /** Reads the directory, or fills it at the first time: then this takes as long as making an RSA key does. */
    static Pki open(Path directory) throws Exception {
        Files.createDirectories(directory);
        Path file = directory.resolve("client.p12");
        KeyStore store = Files.exists(file) ? load(file) : create(file);
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        PrivateKey key = (PrivateKey) store.getKey(ALIAS, NO_SECRET);
        FileBasedTrustListManager trusted = FileBasedTrustListManager.createAndInitialize(directory);
        CertificateValidator validator = new DefaultClientCertificateValidator(
                trusted, FileBasedCertificateQuarantine.create(directory.resolve("rejected")));
        return new Pki(
                new KeyPair(certificate.getPublicKey(), key),
                certificate,
                CertificateUtil.getSanUri(certificate).orElse(""),
                validator,
                trusted);
    }

    @Override
    public void close() throws IOException {
        trusted.close();
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, NO_SECRET);
        }
        return store;
    }

    private static KeyStore create(Path file) throws Exception {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                .setCommonName("Tieline gateway")
                .setOrganization("Tieline")
                .setApplicationUri("urn:tieline:gateway:" + UUID.randomUUID())
                .setValidityPeriod(Period.ofYears(10))
                .addDnsName(hostName())
                .build();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        store.setKeyEntry(ALIAS, keys.getPrivate(), NO_SECRET, new Certificate[] {certificate});
        save(store, file);
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
