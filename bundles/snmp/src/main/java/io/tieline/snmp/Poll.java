package io.tieline.snmp;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads one group, chunk after chunk. Lives as long as its session and is used again for every poll, so that a poll
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

    private final @Nullable Agent agent;
    private final List<Layout.Sum> sums;
    private final List<Layout.Fixed> fixed;
    private final List<StandingAlarms> standing;
    private final Recorder target;
    private final SiteClock clock;
    private final List<Chunk> chunks;
    private int at;
    private long sent;
    private @Nullable PDU request;
    private @Nullable ReadListener listener;

    Poll(Agent agent, Layout.Group group, Recorder target, SiteClock clock) {
        this.agent = agent;
        this.sums = group.sums();
        this.fixed = group.fixed();
        this.standing = group.standing();
        this.chunks = new ArrayList<>(group.chunks());
        this.target = target;
        this.clock = clock;
    }

    private Poll() {
        this.agent = null;
        this.sums = List.of();
        this.fixed = List.of();
        this.standing = List.of();
        this.chunks = List.of();
        this.target = new Recorder(0, NOWHERE);
        this.clock = SiteClock.system();
    }

    synchronized void start(SampleTarget into, ReadListener whenDone) {
        target.into(into);
        listener = whenDone;
        at = 0;
        next();
    }

    synchronized void abort(DeviceFault fault) {
        fail(fault);
    }

    private void next() {
        while (at < chunks.size() && isEmpty(chunks.get(at))) {
            putDropped(chunks.get(at));
            at++;
        }
        if (at >= chunks.size()) {
            readStanding(0);
            return;
        }
        Agent to = agent;
        if (to == null) {
            return;
        }
        Chunk chunk = chunks.get(at);
        PDU pdu = to.request(PDU.GET);
        for (int i = 0; i < chunk.size(); i++) {
            if (!chunk.dropped()[i]) {
                pdu.add(chunk.bindings()[i]);
            }
        }
        request = pdu;
        sent = clock.utcMillis();
        try {
            to.wire().send(pdu, to.target(), this);
        } catch (IOException | RuntimeException e) {
            fail(WireException.unsent(e).fault());
        }
    }

    @Override
    public synchronized <A extends Address> void onResponse(ResponseEvent<A> event) {
        if (agent != null && event.getRequest() != null) {
            agent.wire().done(event.getRequest(), this);
        }
        if (listener == null || event.getRequest() != request) {
            return;
        }
        WireException failure = WireException.of(event);
        if (failure != null) {
            fail(failure.fault());
            return;
        }
        try {
            take(event.getResponse());
        } catch (RuntimeException e) {
            // Whatever an agent sends must not end snmp4j's thread, which serves every other device too.
            fail(new DeviceFault(DeviceFault.Kind.PROTOCOL, "the answer cannot be read: " + e + "; report it"));
        }
    }

    private void take(PDU response) {
        Chunk chunk = chunks.get(at);
        int status = response.getErrorStatus();
        if (status == PDU.noError) {
            put(chunk, response);
            at++;
            next();
        } else if (status == PDU.tooBig && chunk.size() > 1) {
            int half = chunk.size() / 2;
            chunks.set(at, chunk.part(0, half));
            chunks.add(at + 1, chunk.part(half, chunk.size()));
            next();
        } else if (dropped(chunk, response.getErrorIndex())) {
            next();
        } else {
            fail(new DeviceFault(
                    DeviceFault.Kind.REFUSED,
                    "the agent refuses to be read: " + response.getErrorStatusText() + "; check its access rights"));
        }
    }

    /** Leaves the variable out that spoils the request; it is the n-th of those that were sent. */
    private static boolean dropped(Chunk chunk, int errorIndex) {
        int position = 0;
        for (int i = 0; i < chunk.size(); i++) {
            if (!chunk.dropped()[i] && ++position == errorIndex) {
                chunk.dropped()[i] = true;
                return true;
            }
        }
        return false;
    }

    private void put(Chunk chunk, PDU response) {
        target.begin(sent + (clock.utcMillis() - sent) / 2);
        int position = 0;
        for (int i = 0; i < chunk.size(); i++) {
            if (chunk.dropped()[i]) {
                putBad(chunk.decoders()[i], Quality.BAD_NOT_SUPPORTED);
                continue;
            }
            VariableBinding binding = position < response.size() ? response.get(position) : null;
            position++;
            if (binding == null || !binding.getOid().equals(chunk.oids()[i])) {
                putBad(chunk.decoders()[i], Quality.BAD_PROTOCOL);
                continue;
            }
            for (Decoder decoder : chunk.decoders()[i]) {
                decoder.put(binding.getVariable(), target);
            }
        }
        target.commit();
    }

    private void putDropped(Chunk chunk) {
        target.begin(clock.utcMillis());
        for (Decoder[] decoders : chunk.decoders()) {
            putBad(decoders, Quality.BAD_NOT_SUPPORTED);
        }
        target.commit();
    }

    private void putBad(Decoder[] decoders, Quality why) {
        for (Decoder decoder : decoders) {
            target.putBad(decoder.index(), why);
        }
    }

    private static boolean isEmpty(Chunk chunk) {
        for (boolean dropped : chunk.dropped()) {
            if (!dropped) {
                return false;
            }
        }
        return true;
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
        if (!sums.isEmpty() || !fixed.isEmpty()) {
            target.begin(clock.utcMillis());
            for (int i = 0; i < sums.size(); i++) {
                target.put(sums.get(i));
            }
            for (int i = 0; i < fixed.size(); i++) {
                target.putText(fixed.get(i).index(), fixed.get(i).text());
            }
            target.commit();
        }
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
