package io.tieline.snmp;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads one group, request after request. Lives as long as its session and is used again for every poll, so that a poll
 * allocates what snmp4j makes and nothing else.
 */
final class Poll implements ResponseListener {

    /** Takes what nobody asked for. */
    static final SampleTarget NOWHERE = new SampleTarget() {
        @Override
        public void begin(long utcMillis) {}

        @Override
        public void put(int point, double value) {}

        @Override
        public void put(int point, double value, Quality quality) {}

        @Override
        public void putText(int point, String text) {}

        @Override
        public void putBad(int point, Quality why) {}

        @Override
        public void commit() {}
    };

    /** The poll of a session that reads nothing. */
    static final Poll NONE = new Poll();

    /** After so many reads an object that was missing is asked for again: modules are changed while devices run. */
    private static final int FORGIVEN_AFTER = 200;

    private final @Nullable Agent agent;
    private final List<Layout.Sum> sums;
    private final List<Layout.Fixed> fixed;
    private final List<StandingAlarms> standing;
    private final Recorder target;
    private final SiteClock clock;
    private final Variables variables;
    /** Halved while the object is searched that spoils the answer; no limit otherwise. */
    private int narrow = Integer.MAX_VALUE;

    private int reads;
    private long sent;
    private @Nullable PDU request;
    private @Nullable ReadListener listener;

    Poll(Agent agent, Layout.Group group, Recorder target, SiteClock clock) {
        this.agent = agent;
        this.sums = group.sums();
        this.fixed = group.fixed();
        this.standing = group.standing();
        this.variables = new Variables(group.objects());
        this.target = target;
        this.clock = clock;
    }

    private Poll() {
        this.agent = null;
        this.sums = List.of();
        this.fixed = List.of();
        this.standing = List.of();
        this.variables = new Variables(List.of());
        this.target = new Recorder(0, NOWHERE);
        this.clock = SiteClock.system();
    }

    synchronized void start(SampleTarget into, ReadListener whenDone) {
        target.into(into);
        listener = whenDone;
        narrow = Integer.MAX_VALUE;
        if (++reads % FORGIVEN_AFTER == 0) {
            variables.forgive();
        }
        variables.begin();
        next();
    }

    synchronized void abort(DeviceFault fault) {
        PDU open = request;
        if (agent != null && open != null) {
            agent.wire().done(open, this);
        }
        request = null;
        fail(fault);
    }

    private void next() {
        Agent to = agent;
        if (to == null) {
            finish();
            return;
        }
        PDU pdu = to.request(PDU.GET);
        if (variables.ask(pdu, Math.min(narrow, to.size().now())) == 0) {
            readStanding(0);
            return;
        }
        request = pdu;
        sent = clock.utcMillis();
        try {
            to.wire().send(pdu, to.target(), this);
        } catch (IOException | RuntimeException e) {
            to.wire().done(pdu, this);
            fail(WireException.unsent(e).fault());
        }
    }

    @Override
    public synchronized <A extends Address> void onResponse(ResponseEvent<A> event) {
        Agent from = agent;
        if (from == null) {
            return;
        }
        if (event.getRequest() != null) {
            from.wire().done(event.getRequest(), this);
        }
        if (listener == null || event.getRequest() != request) {
            return;
        }
        try {
            WireException failure = from.failure(event);
            if (failure == null) {
                take(from, event.getResponse());
            } else if (failure.isSilence() && from.size().silent(variables.asked())) {
                next();
            } else {
                fail(failure.fault());
            }
        } catch (RuntimeException e) {
            // Whatever an agent sends must not end snmp4j's thread, which serves every other device too.
            fail(new DeviceFault(DeviceFault.Kind.PROTOCOL, "the answer cannot be read: " + e + "; report it"));
        }
    }

    private void take(Agent from, PDU response) {
        switch (response.getErrorStatus()) {
            case PDU.noError -> {
                put(from, response);
                next();
            }
            case PDU.tooBig -> {
                if (variables.asked() == 1) {
                    variables.drop(1);
                } else {
                    from.size().tooMuch(variables.asked());
                }
                next();
            }
            case PDU.authorizationError, PDU.noAccess -> refused(response);
            default -> narrow(response);
        }
    }

    private void refused(PDU response) {
        if (variables.drop(response.getErrorIndex())) {
            next();
        } else {
            fail(new DeviceFault(
                    DeviceFault.Kind.REFUSED,
                    "the agent refuses to be read: " + response.getErrorStatusText() + "; check its access rights"));
        }
    }

    /** One object spoils the answer (RFC 1157 section 4.1.2): it is left out, or searched if the agent does not say. */
    private void narrow(PDU response) {
        if (!variables.drop(response.getErrorIndex())) {
            if (variables.asked() == 1) {
                variables.drop(1);
            } else {
                narrow = variables.asked() / 2;
            }
        }
        next();
    }

    private void put(Agent from, PDU response) {
        target.begin(sent + (clock.utcMillis() - sent) / 2);
        int matched = 0;
        for (int place = 0; place < response.size(); place++) {
            VariableBinding binding = response.get(place);
            int variable = variables.match(binding.getOid(), place);
            if (variable >= 0) {
                variables.answered(variable);
                matched++;
                for (Decoder decoder : variables.decoders(variable)) {
                    decoder.put(binding.getVariable(), target);
                }
            }
        }
        target.commit();
        learn(from.size(), matched, response);
    }

    private void learn(RequestSize size, int matched, PDU response) {
        int asked = variables.asked();
        if (matched == asked) {
            if (size.isLearning()) {
                size.answered(asked, response.getBERLength());
            }
            narrow = narrow > Integer.MAX_VALUE / 2 ? narrow : 2 * narrow;
        } else if (asked == 1) {
            // It does not come even alone.
            variables.drop(1);
        } else {
            narrow = size.partly(asked, matched, variables.isCutOffAfter(matched));
        }
    }

    private void readStanding(int from) {
        Agent to = agent;
        int table = from;
        while (table < standing.size() && !standing.get(table).any()) {
            table++;
        }
        if (to == null || table >= standing.size()) {
            finish();
            return;
        }
        StandingAlarms alarms = standing.get(table);
        int next = table + 1;
        ReadListener reading = listener;
        alarms.rows(to).whenComplete((rows, failure) -> takeStanding(alarms, rows, failure, reading, next));
    }

    private synchronized void takeStanding(
            StandingAlarms alarms,
            List<OID> rows,
            @Nullable Throwable failure,
            @Nullable ReadListener reading,
            int next) {
        if (listener == null || listener != reading) {
            return;
        }
        if (failure != null) {
            fail(WireException.faultOf(failure));
            return;
        }
        target.begin(clock.utcMillis());
        alarms.put(rows, target);
        target.commit();
        readStanding(next);
    }

    private void finish() {
        target.begin(clock.utcMillis());
        for (int i = 0; i < variables.size(); i++) {
            if (variables.isDropped(i)) {
                for (Decoder decoder : variables.decoders(i)) {
                    target.putBad(decoder.index(), Quality.BAD_NOT_SUPPORTED);
                }
            }
        }
        for (int i = 0; i < sums.size(); i++) {
            target.put(sums.get(i));
        }
        for (int i = 0; i < fixed.size(); i++) {
            target.putText(fixed.get(i).index(), fixed.get(i).text());
        }
        target.commit();
        ReadListener done = listener;
        listener = null;
        target.into(NOWHERE);
        if (done != null) {
            done.completed();
        }
    }

    private void fail(DeviceFault fault) {
        ReadListener failed = listener;
        listener = null;
        target.into(NOWHERE);
        if (failed != null) {
            failed.failed(fault);
        }
    }
}
