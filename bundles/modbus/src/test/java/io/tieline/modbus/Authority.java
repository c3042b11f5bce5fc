package io.tieline.modbus;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for tests. */
final class Authority {

    /** A certificate and its key. */
    record Identity(X509Certificate certificate, PrivateKey key) {

        Path certificateFile(Path folder, String name) throws IOException, GeneralSecurityException {
            return pem(folder.resolve(name), "CERTIFICATE", certificate.getEncoded());
        }

        Path keyFile(Path folder, String name) throws IOException {
            return pem(folder.resolve(name), "PRIVATE KEY", key.getEncoded());
        }

        private static Path pem(Path file, String what, byte[] der) throws IOException {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            String text = "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
            return Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final Duration DAY = Duration.ofDays(1);

    private final X500Name name;
    private final KeyPair keys;
    private final Identity self;
    private int serial = 1;

    Authority(String commonName) throws Exception {
        name = new X500Name("CN=" + commonName);
        keys = keys();
        self = new Identity(sign(name, keys, null, Instant.now().plus(DAY)), keys.getPrivate());
    }

    Identity self() {
        return self;
    }

    /** @param host an IP address or a DNS name, for which it is */
    Identity issue(String host, Instant until) throws Exception {
        boolean address = Character.isDigit(host.charAt(0));
        KeyPair own = keys();
        GeneralName san = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
        return new Identity(sign(new X500Name("CN=" + host), own, san, until), own.getPrivate());
    }

    Identity issue(String host) throws Exception {
        return issue(host, Instant.now().plus(DAY));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** @param host null for the authority itself */
    private X509Certificate sign(
            X500Name subject, KeyPair of, @org.jspecify.annotations.Nullable GeneralName host, Instant until)
            throws GeneralSecurityException, IOException, OperatorException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(serial++),
                Date.from(until.minus(DAY.multipliedBy(2))),
                Date.from(until),
                subject,
                of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
        if (host != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
