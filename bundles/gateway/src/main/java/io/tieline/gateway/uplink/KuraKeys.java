package io.tieline.gateway.uplink;

import io.tieline.uplink.UplinkSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.ssl.SslManagerService;
import org.jspecify.annotations.Nullable;

/**
 * The trust and the keys an operator keeps in Kura, for an uplink whose form names no files.
 *
 * @param picked the key store the uplink's form picks; null: it is not there, or none is picked
 * @param general what Kura trusts and shows everywhere; null outside Kura
 */
record KuraKeys(@Nullable KeystoreService picked, @Nullable SslManagerService general) {

    /** What Kura's forms show until a service is picked; none bears that name. */
    static final String NONE = "(kura.service.pid=changeme)";

    /**
     * The picked key store alone, or else what Kura uses everywhere. A key store that was picked and is missing or unfit
     * fails every connection: nobody else's trust takes its place.
     *
     * @param filter which key store the form picks
     * @return null: the authorities of the Java runtime, no client certificate
     */
    UplinkSettings.@Nullable Tls tls(String filter) {
        // An emptied filter is none to the framework: it binds whatever key store there is, which nobody picked.
        if (filter.isBlank() || filter.equals(NONE)) {
            return general == null ? null : new UplinkSettings.Tls.Host(general::getSSLSocketFactory);
        }
        KeystoreService store = picked;
        return new UplinkSettings.Tls.Host(() -> {
            if (store == null) {
                throw unfit(filter, "is not in Kura; create it there, or pick one that exists", null);
            }
            return sockets(store, filter);
        });
    }

    private static SSLSocketFactory sockets(KeystoreService store, String filter)
            throws GeneralSecurityException, IOException {
        try {
            KeyManager[] keys = store.getKeyManagers(KeyManagerFactory.getDefaultAlgorithm())
                    .toArray(KeyManager[]::new);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities(store.getKeyStore(), filter));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (KuraException e) {
            throw unfit(filter, "cannot be opened; check its path and password in Kura: " + e.getMessage(), e);
        }
    }

    /** Of the certificates only: left alone, Java trusts also the one of our own key. */
    private static KeyStore authorities(KeyStore store, String filter) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                trusted.setCertificateEntry(alias, store.getCertificate(alias));
            }
        }
        if (trusted.size() == 0) {
            throw unfit(filter, "trusts nobody; add the certificate of the broker's authority to it in Kura", null);
        }
        return trusted;
    }

    private static KeyStoreException unfit(String filter, String why, @Nullable Throwable cause) {
        return new KeyStoreException("KeystoreService.target: the key store " + filter + " " + why, cause);
    }
}
