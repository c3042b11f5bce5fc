package org.eclipse.kura.crypto;

import org.eclipse.kura.KuraException;

/** Encrypts what Kura stores. Passwords reach a component encrypted. */
public interface CryptoService {

    char[] encryptAes(char[] value) throws KuraException;

    char[] decryptAes(char[] encryptedValue) throws KuraException;
}
