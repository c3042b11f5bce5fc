package io.tieline.northbound;

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
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateStore;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.FileBasedTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** The server's certificate, made once and kept in {@code server.p12}, and the clients it trusts. */
record ServerKeys(X509Certificate certificate, String applicationUri, CertificateManager manager, Closeable watch) {

    private static final String ALIAS = "server";
    /** The file's mode guards the key: a password lying beside it would guard nothing. */
    private static final char[] NO_SECRET = "tieline".toCharArray();

    static ServerKeys open(Path directory) throws Exception {
        Files.createDirectories(directory);
        Path file = directory.resolve("server.p12");
        KeyStore store = Files.exists(file) ? load(file) : create(file);
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        KeyPair keys = new KeyPair(certificate.getPublicKey(), (PrivateKey) store.getKey(ALIAS, NO_SECRET));
        FileBasedTrustListManager trusted = FileBasedTrustListManager.createAndInitialize(directory);
        FileBasedCertificateQuarantine rejected = FileBasedCertificateQuarantine.create(directory.resolve("rejected"));
        X509Certificate[] chain = {certificate};
        MemoryCertificateStore ours = new MemoryCertificateStore();
        ours.set(NodeIds.RsaSha256ApplicationCertificateType, new CertificateStore.Entry(keys.getPrivate(), chain));
        DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                trusted, ours, factory(chain), new DefaultServerCertificateValidator(trusted, rejected));
        return new ServerKeys(
                certificate,
                CertificateUtil.getSanUri(certificate).orElse("urn:tieline:gateway"),
                new DefaultCertificateManager(rejected, group),
                trusted);
    }

    private static RsaSha256CertificateFactory factory(X509Certificate[] chain) {
        return new RsaSha256CertificateFactory() {
            @Override
            protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) {
                return chain.clone();
            }
        };
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
                .addDnsName("localhost")
                .addDnsName(hostName())
                .addIpAddress(ServerSettings.LOOPBACK)
                .build();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        store.setKeyEntry(ALIAS, keys.getPrivate(), NO_SECRET, new Certificate[] {certificate});
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(draft)) {
            store.store(out, NO_SECRET);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return store;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
