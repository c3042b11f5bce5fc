package io.tieline.snmp;

import org.snmp4j.smi.OID;

/**
 * Variables that belong together; how many of them one request holds is the {@link RequestSize}'s to say.
 *
 * @param decoders per variable, where its value goes
 */
record Chunk(OID[] oids, Decoder[][] decoders) {

    int size() {
        return oids.length;
    }
}
