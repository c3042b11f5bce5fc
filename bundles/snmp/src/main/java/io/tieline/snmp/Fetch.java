package io.tieline.snmp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** GETs many objects once, in as many requests as the agent needs. */
final class Fetch {

    private final Agent agent;
    private final int most;
    /** Not yet answered. */
    private final List<OID> open;

    private final Map<OID, Variable> found = new LinkedHashMap<>();
    private final CompletableFuture<Map<OID, Variable>> result = new CompletableFuture<>();
    /** Halved while the object is searched that spoils the answer; no limit otherwise. */
    private int narrow = Integer.MAX_VALUE;

    Fetch(Agent agent, List<OID> oids, int most) {
        this.agent = agent;
        this.most = Math.max(1, most);
        this.open = new ArrayList<>(oids);
    }

    CompletableFuture<Map<OID, Variable>> run() {
        next();
        return result;
    }

    private void next() {
        if (open.isEmpty()) {
            result.complete(found);
            return;
        }
        List<OID> asked = List.copyOf(open.subList(
                0,
                Math.min(
                        Math.min(open.size(), most),
                        Math.min(narrow, agent.size().now()))));
        PDU pdu = agent.request(PDU.GET);
        asked.forEach(oid -> pdu.add(new VariableBinding(oid)));
        agent.ask(pdu).whenComplete((answer, failure) -> {
            try {
                took(asked, answer, failure);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private void took(List<OID> asked, @Nullable PDU answer, @Nullable Throwable failure) {
        if (answer == null) {
            if (failure instanceof WireException wire
                    && wire.isSilence()
                    && agent.size().silent(asked.size())) {
                next();
            } else {
                result.completeExceptionally(failure == null ? WireException.silent() : failure);
            }
            return;
        }
        if (answer.getErrorStatus() == PDU.noError) {
            keep(asked, answer);
        } else {
            refused(asked, answer);
        }
        next();
    }

    private void keep(List<OID> asked, PDU answer) {
        int matched = 0;
        for (VariableBinding binding : answer.getVariableBindings()) {
            // By its own OID, never by its place; what was not asked for is not taken.
            if (asked.contains(binding.getOid()) && open.remove(binding.getOid())) {
                matched++;
                if (!binding.isException()) {
                    found.put(binding.getOid(), binding.getVariable());
                }
            }
        }
        if (matched == asked.size()) {
            agent.size().answered(matched, answer.getBERLength());
            narrow = narrow > Integer.MAX_VALUE / 2 ? narrow : 2 * narrow;
        } else if (asked.size() == 1) {
            // It does not come even alone.
            open.remove(asked.get(0));
        } else {
            boolean cutOff = asked.subList(0, matched).stream().noneMatch(open::contains);
            narrow = agent.size().partly(asked.size(), matched, cutOff);
        }
    }

    private void refused(List<OID> asked, PDU answer) {
        int index = answer.getErrorIndex();
        if (answer.getErrorStatus() == PDU.tooBig && asked.size() > 1) {
            agent.size().tooMuch(asked.size());
        } else if (index >= 1 && index <= asked.size()) {
            // RFC 1157 section 4.1.2: one missing object spoils the whole answer, so it is asked again without it.
            open.remove(asked.get(index - 1));
        } else if (asked.size() == 1) {
            open.remove(asked.get(0));
        } else {
            narrow = asked.size() / 2;
        }
    }
}
