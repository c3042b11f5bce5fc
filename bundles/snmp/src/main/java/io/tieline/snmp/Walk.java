package io.tieline.snmp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Walks one subtree. Rows may come out of order, as some agents sort them their own way; a row that comes again, more
 * rows than any device has, or a row of another subtree ends the walk.
 */
final class Walk {

    /** More rows than any PDU has outlets. */
    static final int MOST_ROWS = 5000;
    /** An answer of more rows is cut into fragments, and agents make a pause to gather it. */
    private static final int MOST_REPETITIONS = 32;

    private final Agent agent;
    private final OID root;
    private final List<VariableBinding> rows = new ArrayList<>();
    private final Set<OID> seen = new HashSet<>();
    private final CompletableFuture<List<VariableBinding>> result = new CompletableFuture<>();
    private OID last;
    private int repetitions;
    private int cap;

    Walk(Agent agent, OID root, int most) {
        this.agent = agent;
        this.root = root;
        this.last = root;
        this.cap = Math.max(1, Math.min(most, MOST_REPETITIONS));
        this.repetitions = cap;
    }

    CompletableFuture<List<VariableBinding>> run() {
        next();
        return result;
    }

    private void next() {
        PDU pdu = agent.request(agent.isV1() ? PDU.GETNEXT : PDU.GETBULK);
        pdu.add(new VariableBinding(last));
        if (!agent.isV1()) {
            pdu.setMaxRepetitions(repetitions);
        }
        agent.ask(pdu).whenComplete((answer, failure) -> {
            try {
                took(answer, failure);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private void took(@Nullable PDU answer, @Nullable Throwable failure) {
        if (answer == null) {
            boolean large = failure instanceof WireException wire && wire.isSilence() && repetitions > 1;
            if (large) {
                // Nobody there, or too much for the way: a single row tells.
                cap = repetitions / 2;
                repetitions = 1;
                next();
            } else {
                result.completeExceptionally(failure == null ? WireException.silent() : failure);
            }
        } else if (answer.getErrorStatus() == PDU.tooBig && repetitions > 1) {
            cap = repetitions / 2;
            repetitions = cap;
            next();
        } else if (answer.getErrorStatus() == PDU.noError && keep(answer)) {
            repetitions = Math.min(cap, 2 * repetitions);
            next();
        } else {
            result.complete(rows);
        }
    }

    /** @return whether the subtree goes on */
    private boolean keep(PDU answer) {
        int before = rows.size();
        for (VariableBinding binding : answer.getVariableBindings()) {
            OID oid = binding.getOid();
            if (binding.isException()
                    || oid.size() <= root.size()
                    || !oid.startsWith(root)
                    || rows.size() >= MOST_ROWS
                    || !seen.add(oid)) {
                return false;
            }
            rows.add(binding);
            last = oid;
        }
        return rows.size() > before;
    }
}
