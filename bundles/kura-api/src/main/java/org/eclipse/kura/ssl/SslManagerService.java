package org.eclipse.kura.ssl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets with the trust and the keys an operator has put into Kura. */
public interface SslManagerService {

    SSLSocketFactory getSSLSocketFactory() throws GeneralSecurityException, IOException;
}
