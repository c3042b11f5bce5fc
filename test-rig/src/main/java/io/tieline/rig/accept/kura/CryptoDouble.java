package io.tieline.rig.accept.kura;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;

/** Kura's crypto service in everything but the cipher: what was not encrypted here is refused. */
final class CryptoDouble implements CryptoService {

    private static final String MARK = "encrypted:";

    private final AtomicInteger encrypted = new AtomicInteger();
    private final AtomicInteger decrypted = new AtomicInteger();

    /** Other bytes each time, like the real one. */
    @Override
    public char[] encryptAes(char[] value) {
        String text = new StringBuilder(new String(value)).reverse().toString();
        return (MARK + encrypted.incrementAndGet() + ":" + text).toCharArray();
    }

    @Override
    public char[] decryptAes(char[] encryptedValue) throws KuraException {
        String text = new String(encryptedValue);
        if (!text.startsWith(MARK)) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR);
        }
        decrypted.incrementAndGet();
        String secret = text.substring(text.indexOf(':', MARK.length()) + 1);
        return new StringBuilder(secret).reverse().toString().toCharArray();
    }

    int decrypted() {
        return decrypted.get();
    }
}
