package io.tieline.snmp;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * The variables of one group and how far a read of them has come. Made once; a read allocates nothing here.
 *
 * <p>Values are found by their own OID. An agent may answer fewer, more, others or in another order than it was asked.
 */
final class Variables {

    private final OID[] oids;
    private final VariableBinding[] bindings;
    private final Decoder[][] decoders;
    /** Answered in this read, or given up. */
    private final boolean[] done;
    /** Those an agent would not give even alone, or named as what spoils the request (SNMPv1). */
    private final boolean[] dropped;
    /** The variables of the request under way, by place. */
    private final int[] asked;

    private int askedCount;
    private int from;

    Variables(List<Polled> objects) {
        oids = objects.stream().map(Polled::oid).toArray(OID[]::new);
        bindings = Stream.of(oids).map(VariableBinding::new).toArray(VariableBinding[]::new);
        decoders = objects.stream()
                .map(object -> object.decoders().toArray(Decoder[]::new))
                .toArray(Decoder[][]::new);
        done = new boolean[oids.length];
        dropped = new boolean[oids.length];
        asked = new int[oids.length];
    }

    /** A read begins. */
    void begin() {
        System.arraycopy(dropped, 0, done, 0, done.length);
        from = 0;
        askedCount = 0;
    }

    /** Gives those that were dropped another chance, from the next read on. */
    void forgive() {
        Arrays.fill(dropped, false);
    }

    /**
     * Fills a request with the next variables.
     *
     * @return how many; 0: the read is over
     */
    int ask(PDU request, int most) {
        askedCount = 0;
        while (from < done.length && done[from]) {
            from++;
        }
        for (int i = from; i < done.length && askedCount < most; i++) {
            if (!done[i]) {
                asked[askedCount++] = i;
                request.add(bindings[i]);
            }
        }
        return askedCount;
    }

    int asked() {
        return askedCount;
    }

    boolean isDropped(int variable) {
        return dropped[variable];
    }

    int size() {
        return oids.length;
    }

    Decoder[] decoders(int variable) {
        return decoders[variable];
    }

    /** Which variable of the request an answer's n-th binding is; -1: it was not asked for, or answered already. */
    int match(OID oid, int place) {
        if (place < askedCount && isOpen(asked[place], oid)) {
            return asked[place];
        }
        for (int i = 0; i < askedCount; i++) {
            if (isOpen(asked[i], oid)) {
                return asked[i];
            }
        }
        return -1;
    }

    private boolean isOpen(int variable, OID oid) {
        return !done[variable] && oids[variable].equals(oid);
    }

    /** Whether the first so many of the request are those that were answered. */
    boolean isCutOffAfter(int answered) {
        for (int place = 0; place < answered; place++) {
            if (!done[asked[place]]) {
                return false;
            }
        }
        return true;
    }

    void answered(int variable) {
        done[variable] = true;
    }

    /**
     * Leaves out the variable in a place of the request, counted from 1 as in an error-index.
     *
     * @return false if there is no such place
     */
    boolean drop(int place) {
        if (place < 1 || place > askedCount) {
            return false;
        }
        dropped[asked[place - 1]] = true;
        done[asked[place - 1]] = true;
        return true;
    }
}
