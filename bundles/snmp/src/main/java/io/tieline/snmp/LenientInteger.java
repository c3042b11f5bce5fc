package io.tieline.snmp;

import java.io.IOException;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.AbstractVariable;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.SMIConstants;

/**
 * An INTEGER as agents really encode it: with more bytes than X.690 8.3.2 allows, as long as its value fits into 32 bits.
 * snmp4j throws the whole message away for one such number, so that the device seems not to answer. Public because
 * snmp4j makes it by its name.
 */
public final class LenientInteger extends Integer32 {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 8;

    public LenientInteger() {}

    /** Makes snmp4j decode integers this way. */
    static synchronized void register() {
        if (SNMP4JSettings.isExtensibilityEnabled()) {
            return;
        }
        String name = AbstractVariable.SMISYNTAXES_PROPERTIES;
        String before = System.getProperty(name);
        System.setProperty(name, "/io/tieline/snmp/smisyntaxes.properties");
        try {
            SNMP4JSettings.setExtensibilityEnabled(true);
            AbstractVariable.createFromSyntax(SMIConstants.SYNTAX_INTEGER);
        } finally {
            // Another snmp4j in the same process keeps its own syntaxes.
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }

    @Override
    public void decodeBER(BERInputStream input) throws IOException {
        int type = input.read();
        int length = BER.decodeLength(input);
        if (type != BER.INTEGER || length < 1 || length > MOST_BYTES) {
            throw new IOException("not an integer: type " + type + ", " + length + " bytes");
        }
        long value = (byte) input.read();
        for (int i = 1; i < length; i++) {
            value = value << 8 | input.read() & 0xFF;
        }
        if (value != (int) value) {
            throw new IOException("an integer of more than 32 bits");
        }
        setValue((int) value);
    }
}
