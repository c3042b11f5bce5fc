package io.tieline.snmp;

import java.util.List;
import org.snmp4j.smi.OID;

/**
 * An object that is read again and again.
 *
 * @param decoders where its value goes
 */
record Polled(OID oid, List<Decoder> decoders) {

    Polled {
        decoders = List.copyOf(decoders);
    }
}
