package io.tieline.snmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** One agent on the other side of a wire: the questions that are asked while a device is identified or written. */
record Agent(Wire wire, Target<UdpAddress> target) {

    /** More rows than any PDU has outlets; an agent that runs in circles must not keep us walking. */
    private static final int MOST_ROWS = 5000;

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

    /**
     * GET of many objects, in requests of at most {@code most}. What the agent does not have is left out.
     *
     * @return OID → value
     */
    CompletableFuture<Map<OID, Variable>> get(List<OID> oids, int most) {
        return fetch(PDU.GET, oids, most);
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
        return wire.ask(pdu, target)
                .thenApply(answer -> answer.getErrorStatus() == PDU.noError && answer.size() == 1
                        ? answer.get(0)
                        : new VariableBinding(oid, Null.endOfMibView));
    }

    private CompletableFuture<Map<OID, Variable>> fetch(int type, List<OID> oids, int most) {
        Map<OID, Variable> found = new LinkedHashMap<>();
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (int from = 0; from < oids.size(); from += most) {
            List<OID> part = oids.subList(from, Math.min(oids.size(), from + most));
            chain = chain.thenCompose(v -> fetch(type, part, found));
        }
        return chain.thenApply(v -> found);
    }

    private CompletableFuture<Void> fetch(int type, List<OID> oids, Map<OID, Variable> found) {
        if (oids.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        PDU pdu = request(type);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        return wire.ask(pdu, target).thenCompose(answer -> {
            int status = answer.getErrorStatus();
            if (status == PDU.noError) {
                answer.getVariableBindings().stream()
                        .filter(binding -> !binding.isException())
                        .forEach(binding -> found.put(binding.getOid(), binding.getVariable()));
                return CompletableFuture.completedFuture(null);
            }
            int index = answer.getErrorIndex();
            if (status != PDU.tooBig && index >= 1 && index <= oids.size()) {
                // RFC 1157 4.1.2: one missing object spoils the whole answer, so it is asked again without it.
                List<OID> rest = new ArrayList<>(oids);
                rest.remove(index - 1);
                return fetch(type, rest, found);
            }
            if (oids.size() == 1) {
                return CompletableFuture.completedFuture(null);
            }
            List<OID> first = oids.subList(0, oids.size() / 2);
            List<OID> second = oids.subList(oids.size() / 2, oids.size());
            return fetch(type, first, found).thenCompose(v -> fetch(type, second, found));
        });
    }

    /**
     * Every object below an OID, in order. Ends at the first OID that does not grow: some agents run in circles.
     *
     * @param most objects per answer
     */
    CompletableFuture<List<VariableBinding>> walk(OID root, int most) {
        List<VariableBinding> rows = new ArrayList<>();
        return walk(root, root, most, rows).thenApply(v -> rows);
    }

    private CompletableFuture<Void> walk(OID root, OID from, int most, List<VariableBinding> rows) {
        PDU pdu = request(isV1() ? PDU.GETNEXT : PDU.GETBULK);
        pdu.add(new VariableBinding(from));
        if (!isV1()) {
            pdu.setMaxRepetitions(most);
        }
        return wire.ask(pdu, target).thenCompose(answer -> {
            if (answer.getErrorStatus() == PDU.tooBig && most > 1) {
                return walk(root, from, most / 2, rows);
            }
            if (answer.getErrorStatus() != PDU.noError || answer.size() == 0) {
                return CompletableFuture.completedFuture(null);
            }
            OID last = from;
            for (VariableBinding binding : answer.getVariableBindings()) {
                if (binding.isException()
                        || !binding.getOid().startsWith(root)
                        || binding.getOid().compareTo(last) <= 0
                        || rows.size() >= MOST_ROWS) {
                    return CompletableFuture.completedFuture(null);
                }
                last = binding.getOid();
                rows.add(binding);
            }
            return walk(root, last, most, rows);
        });
    }

    /** The numbers of a row's index behind its column. */
    static int[] index(OID oid, OID column) {
        return Arrays.copyOfRange(oid.getValue(), column.size(), oid.size());
    }
}
