package org.eclipse.kura.security.keystore;

import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.eclipse.kura.KuraException;

/** A key store Kura looks after. */
public interface KeystoreService {

    KeyStore getKeyStore() throws KuraException;

    List<KeyManager> getKeyManagers(String algorithm) throws KuraException;

    List<String> getAliases() throws KuraException;
}
