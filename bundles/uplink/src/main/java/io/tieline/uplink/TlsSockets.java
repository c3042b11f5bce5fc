package io.tieline.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Sockets that trust whom the settings say; files are read anew for every connection, so renewed ones are found. */
final class TlsSockets {

    private TlsSockets() {}

    static SSLSocketFactory of(UplinkSettings.Tls tls) throws GeneralSecurityException, IOException {
        if (tls instanceof UplinkSettings.Tls.Host host) {
            return host.sockets().factory();
        }
        UplinkSettings.Tls.Files files = (UplinkSettings.Tls.Files) tls;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(files), trust(files.authorities()), null);
        return context.getSocketFactory();
    }

    private static TrustManager @Nullable [] trust(@Nullable Path authorities)
            throws GeneralSecurityException, IOException {
        if (authorities == null) {
            return null;
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + number++, authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(UplinkSettings.Tls.Files tls)
            throws GeneralSecurityException, IOException {
        Path file = tls.keyStore();
        if (file == null) {
            return null;
        }
        String password = tls.keyStorePassword();
        char[] secret = password == null ? new char[0] : password.toCharArray();
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            own.load(in, secret);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own, secret);
        return factory.getKeyManagers();
    }
}
