package io.tieline.snmp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * One agent on the other side of a wire: the questions that are asked while a device is identified or written.
 *
 * @param size what it can take at once, learned by everybody who asks it
 * @param budget what all these questions may cost
 */
record Agent(Wire wire, Target<UdpAddress> target, RequestSize size, Budget budget) {

    /** The same agent, once it is known. */
    Agent identified() {
        return new Agent(wire, target, size, Budget.unlimited());
    }

    boolean isV1() {
        return target.getVersion() == SnmpConstants.version1;
    }

    PDU request(int type) {
        PDU pdu = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
        if (isV1() && type == PDU.GETBULK) {
            throw new IllegalArgumentException("GETBULK does not exist in SNMPv1");
        }
        pdu.setType(type);
        return pdu;
    }

    /** As a future; fails with a {@link WireException}. */
    CompletableFuture<PDU> ask(PDU request) {
        return budget.spend()
                ? wire.ask(request, target)
                : CompletableFuture.failedFuture(WireException.endless("its time"));
    }

    @Nullable
    WireException failure(ResponseEvent<?> event) {
        return wire.failure(event, target);
    }

    /**
     * GET of many objects, in requests of at most {@code most}. What the agent does not have is left out.
     *
     * @return OID → value
     */
    CompletableFuture<Map<OID, Variable>> get(List<OID> oids, int most) {
        return new Fetch(this, oids, most).run();
    }

    /** GETNEXT of many objects; the answer that follows each, under the OID that was asked for. */
    CompletableFuture<Map<OID, VariableBinding>> next(List<OID> oids) {
        Map<OID, VariableBinding> found = new LinkedHashMap<>();
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (OID oid : oids) {
            chain = chain.thenCompose(v -> step(oid)).thenAccept(binding -> {
                if (!binding.isException() && binding.getOid().compareTo(oid) > 0) {
                    found.put(oid, binding);
                }
            });
        }
        return chain.thenApply(v -> found);
    }

    private CompletableFuture<VariableBinding> step(OID oid) {
        PDU pdu = request(PDU.GETNEXT);
        pdu.add(new VariableBinding(oid));
        return ask(pdu).thenApply(answer -> answer.getErrorStatus() == PDU.noError && answer.size() == 1
                ? answer.get(0)
                : new VariableBinding(oid, Null.endOfMibView));
    }

    /**
     * Every object below an OID, in the order they came. Ends at the first OID that was there before: some agents run in
     * circles.
     *
     * @param most objects per answer
     */
    CompletableFuture<List<VariableBinding>> walk(OID root, int most) {
        return new Walk(this, root, most).run();
    }

    /** The numbers of a row's index behind its column. */
    static int[] index(OID oid, OID column) {
        return Arrays.copyOfRange(oid.getValue(), column.size(), oid.size());
    }

    /** The address alone: a community is a secret. */
    @Override
    public String toString() {
        return target.getAddress().toString();
    }
}
