package io.tieline.modbus.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads the files of {@link TlsOptions}. Blocks. */
final class TlsContext {

    private static final String PEM = "-----BEGIN";

    private TlsContext() {}

    static SslContext of(TlsOptions options) throws DeviceException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
        if (options.ca().isPresent()) {
            trust(builder, options.ca().get(), options.password());
        }
        if (options.certificate().isPresent()) {
            identify(builder, options.certificate().get(), options.key(), options.password());
        }
        try {
            return builder.build();
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("the TLS options do not fit together: " + e.getMessage());
        }
    }

    private static void trust(SslContextBuilder builder, Path file, Optional<String> password) throws DeviceException {
        byte[] content = read(TlsOptions.CA, file);
        try {
            if (isPem(content)) {
                builder.trustManager(new ByteArrayInputStream(content));
            } else {
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(store(content, password));
                builder.trustManager(trust);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw wrong("tls.ca: " + file + " holds no certificates we can read (" + e.getMessage()
                    + "): give a PEM file, or a PKCS#12 file and its tls.password");
        }
    }

    private static void identify(
            SslContextBuilder builder, Path file, Optional<Path> keyFile, Optional<String> password)
            throws DeviceException {
        byte[] content = read(TlsOptions.CERTIFICATE, file);
        try {
            if (isPem(content)) {
                refuseExpired(file, content);
                if (keyFile.isEmpty()) {
                    throw wrong("tls.certificate is a PEM file: name the file of its private key in tls.key");
                }
                byte[] key = read(TlsOptions.KEY, keyFile.get());
                builder.keyManager(
                        new ByteArrayInputStream(content), new ByteArrayInputStream(key), password.orElse(null));
            } else {
                KeyStore store = store(content, password);
                for (String alias : Collections.list(store.aliases())) {
                    if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
                        refuseExpired(file, own);
                    }
                }
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, password.orElse("").toCharArray());
                builder.keyManager(keys);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw wrong(
                    "tls.certificate: " + file + keyFile.map(k -> " or " + k).orElse("")
                            + " cannot be used (" + e.getMessage()
                            + "): give the certificate as PEM and its key as PKCS#8 PEM ('openssl pkcs8 -topk8'), or both as"
                            + " one PKCS#12 file, with tls.password if they are encrypted");
        }
    }

    private static void refuseExpired(Path file, byte[] pem) throws GeneralSecurityException, DeviceException {
        ByteArrayInputStream in = new ByteArrayInputStream(pem);
        refuseExpired(
                file, (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    }

    private static void refuseExpired(Path file, X509Certificate own) throws GeneralSecurityException, DeviceException {
        try {
            own.checkValidity();
        } catch (CertificateExpiredException e) {
            throw wrong("tls.certificate: our own certificate in " + file + " expired on "
                    + own.getNotAfter().toInstant() + ": renew it");
        }
    }

    private static KeyStore store(byte[] content, Optional<String> password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), password.orElse("").toCharArray());
        return store;
    }

    private static boolean isPem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(PEM);
    }

    private static byte[] read(String option, Path file) throws DeviceException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(option + ": the file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "): check its name and rights");
        }
    }

    private static DeviceException wrong(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }
}
