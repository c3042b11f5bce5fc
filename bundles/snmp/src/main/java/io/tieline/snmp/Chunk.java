package io.tieline.snmp;

import java.util.Arrays;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * The variables of one request, prepared once.
 *
 * @param bindings as they are sent, over and over
 * @param decoders per variable, where its value goes
 * @param dropped variables the agent answered with an error that spoils the whole request (SNMPv1)
 */
record Chunk(OID[] oids, VariableBinding[] bindings, Decoder[][] decoders, boolean[] dropped) {

    Chunk(OID[] oids, Decoder[][] decoders) {
        this(
                oids,
                Arrays.stream(oids).map(VariableBinding::new).toArray(VariableBinding[]::new),
                decoders,
                new boolean[oids.length]);
    }

    int size() {
        return oids.length;
    }

    Chunk part(int from, int to) {
        return new Chunk(
                Arrays.copyOfRange(oids, from, to),
                Arrays.copyOfRange(bindings, from, to),
                Arrays.copyOfRange(decoders, from, to),
                Arrays.copyOfRange(dropped, from, to));
    }
}
