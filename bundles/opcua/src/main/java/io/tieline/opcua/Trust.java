package io.tieline.opcua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.CertificateValidationUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;

/**
 * Which servers are trusted: certificates of servers or of their issuers in {@code trusted/certs}, intermediate ones in
 * {@code issuers/certs}, revocation lists in {@code trusted/crl} and {@code issuers/crl}. A server nobody has decided
 * about lies in {@code rejected} until somebody approves it, once.
 *
 * <p>The directories are read whenever a server is checked, so what is moved there counts at the next connection.
 * Thread-safe.
 */
public final class Trust {

    private static final Set<ValidationCheck> CHECKS =
            Set.of(ValidationCheck.VALIDITY, ValidationCheck.REVOCATION, ValidationCheck.APPLICATION_URI);

    /** Somebody who shows a new certificate at every connection does not fill the disk. */
    private static final int MOST_REJECTED = 100;

    private final Path directory;

    private Trust(Path directory) {
        this.directory = directory;
    }

    /** @param directory of keys and certificates, as handed to {@link OpcUaProtocol} */
    public static Trust in(Path directory) {
        return new Trust(directory);
    }

    /**
     * A server that waits for a decision.
     *
     * @param thumbprint SHA-1 of the certificate in hexadecimal, as OPC UA names certificates
     * @param applicationUri empty if the certificate has none
     */
    public record Waiting(String thumbprint, String subject, String applicationUri, Path file) {}

    /**
     * The servers that wait for a decision.
     *
     * @throws IOException if the directory cannot be read
     */
    public List<Waiting> waiting() throws IOException {
        List<Waiting> waiting = new ArrayList<>();
        for (Path file : files(rejected())) {
            certificate(file).ifPresent(certificate -> waiting.add(waiting(certificate, file)));
        }
        return waiting;
    }

    /**
     * Trusts a server that waits; its next connection works.
     *
     * @param thumbprint or its beginning, as far as it is unique
     * @return empty if none or several begin so
     * @throws IOException if its file cannot be moved
     */
    public Optional<Waiting> approve(String thumbprint) throws IOException {
        String wanted = thumbprint.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
        List<Waiting> matching = waiting().stream()
                .filter(server -> !wanted.isEmpty() && server.thumbprint().startsWith(wanted))
                .toList();
        if (matching.size() != 1) {
            return Optional.empty();
        }
        Waiting server = matching.get(0);
        Path target = Files.createDirectories(trusted()).resolve(server.thumbprint() + ".der");
        Files.move(server.file(), target, StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(server);
    }

    Path rejected() {
        return directory.resolve("rejected");
    }

    Path trusted() {
        return directory.resolve("trusted/certs");
    }

    /**
     * Checks whether a chain leads to a trusted certificate and nobody has revoked it.
     *
     * @throws UaException if not, with the status OPC 10000-4, 6.1.3 gives to the reason
     * @throws IOException if the directories cannot be read
     */
    void check(List<X509Certificate> chain) throws UaException, IOException {
        PKIXCertPathBuilderResult path = CertificateValidationUtil.buildTrustedCertPath(
                chain, certificates(trusted()), certificates(directory.resolve("issuers/certs")));
        List<X509CRL> revoked = new ArrayList<>(revocations(directory.resolve("trusted/crl")));
        revoked.addAll(revocations(directory.resolve("issuers/crl")));
        CertificateValidationUtil.validateTrustedCertPath(
                path.getCertPath(), path.getTrustAnchor(), revoked, CHECKS, false);
    }

    /** Keeps a certificate for somebody to decide about. */
    Waiting reject(X509Certificate certificate) throws IOException {
        Waiting server = waiting(certificate, rejected().resolve(thumbprint(certificate) + ".der"));
        Files.createDirectories(rejected());
        Files.createDirectories(trusted());
        if (!Files.exists(server.file()) && files(rejected()).size() < MOST_REJECTED) {
            Path draft = rejected().resolve(server.thumbprint() + ".new");
            Files.write(draft, encoded(certificate));
            Files.move(draft, server.file(), StandardCopyOption.ATOMIC_MOVE);
        }
        return server;
    }

    private static Waiting waiting(X509Certificate certificate, Path file) {
        return new Waiting(
                thumbprint(certificate),
                certificate.getSubjectX500Principal().getName(),
                CertificateUtil.getSanUri(certificate).orElse(""),
                file);
    }

    static String thumbprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(encoded(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate that was decoded can be encoded", e);
        }
    }

    private static List<X509Certificate> certificates(Path folder) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : files(folder)) {
            certificate(file).ifPresent(certificates::add);
        }
        return certificates;
    }

    /** DER or PEM. Empty if the file is something else: whatever people leave lying about. */
    private static Optional<X509Certificate> certificate(Path file) throws IOException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static List<X509CRL> revocations(Path folder) throws IOException {
        List<X509CRL> lists = new ArrayList<>();
        for (Path file : files(folder)) {
            try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
                lists.add((X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in));
            } catch (CRLException | CertificateException e) {
                // A list that cannot be read may be the one that matters: better no connection than a revoked server.
                throw new IOException("revocation list " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return lists;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        files.sort(null);
        return files;
    }
}
