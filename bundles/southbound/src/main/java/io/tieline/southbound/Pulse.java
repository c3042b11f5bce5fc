package io.tieline.southbound;

import io.tieline.model.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Writes the heartbeat of one session on its own schedule, whatever reads and commands are under way.
 *
 * <p>It beats only while a setpoint is held, unless the device wants it always: a heart that went on by itself would keep
 * a cabinet at its last setpoint after the control has stopped.
 */
final class Pulse implements ReadListener {

    private static final String TYPE = "heartbeat.lost";
    /** One lost beat is no loss: the device waits for several. */
    private static final int MOST_LOST = 2;

    private final DeviceTarget target;
    private final DeviceSession session;
    private final Heartbeat heartbeat;
    private final Surroundings around;
    private final Agenda.Entry entry;
    private final long everyNanos;
    private final long guardNanos;

    private long nextAt;
    private long sentAt;
    private boolean alarmed;
    private volatile boolean underWay;
    private volatile boolean resting = true;
    private volatile long heldUntil;
    private volatile int lost;
    private volatile @Nullable DeviceFault fault;
    private volatile boolean closed;

    Pulse(DeviceTarget target, DeviceSession session, Heartbeat heartbeat, Surroundings around) {
        this.target = target;
        this.session = session;
        this.heartbeat = heartbeat;
        this.around = around;
        everyNanos = Math.max(1_000_000, heartbeat.every().toNanos());
        guardNanos = Math.max(everyNanos, 3 * target.timeout().toNanos());
        // What a session before has raised is this one's to end.
        alarmed = around.alarms().stands(target.device().id(), TYPE);
        entry = around.agenda().entry(this::step);
    }

    void start() {
        entry.wake();
    }

    /** From any thread: a setpoint is held until then. */
    void hold(long untilNanos) {
        heldUntil = untilNanos;
        if (resting) {
            entry.wake();
        }
    }

    /** Engine's thread. */
    void close() {
        closed = true;
        entry.at(Agenda.NEVER);
    }

    private void step() {
        if (closed) {
            return;
        }
        try {
            report();
            beatIfDue(around.now());
        } catch (RuntimeException | Error e) {
            failed(Link.internal("writing the heartbeat", e));
        }
    }

    private void beatIfDue(long now) {
        boolean rested = resting;
        resting = true; // before the look at what hold() writes: it wakes whoever rests
        if (!heartbeat.always() && now >= heldUntil) {
            entry.at(Agenda.NEVER);
            return;
        }
        resting = false;
        if (rested) {
            nextAt = now;
        }
        if (now >= nextAt) {
            nextAt = Math.max(nextAt + everyNanos, now + 1);
            entry.at(nextAt);
            beat(now);
        } else {
            entry.at(nextAt);
        }
    }

    private void beat(long now) {
        if (underWay && now - sentAt < guardNanos) {
            return;
        }
        if (underWay) {
            lost(new DeviceFault(DeviceFault.Kind.TIMEOUT, "No answer to the heartbeat."));
            report();
        }
        underWay = true;
        sentAt = now;
        session.beat(this);
    }

    @Override
    public void completed() {
        underWay = false;
        if (lost > 0) {
            lost = 0;
            entry.wake();
        }
    }

    @Override
    public void failed(DeviceFault why) {
        underWay = false;
        lost(why);
        entry.wake();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // at most one beat is under way; a race loses a count, not a beat
    private void lost(DeviceFault why) {
        fault = why;
        lost++;
    }

    private void report() {
        boolean stands = lost >= MOST_LOST;
        if (stands == alarmed) {
            return;
        }
        alarmed = stands;
        DeviceFault why = fault;
        String id = target.device().id();
        around.alarms()
                .set(
                        stands,
                        id,
                        TYPE,
                        Severity.MAJOR,
                        id + " does not take its heartbeat: " + (why == null ? "" : why.text())
                                + " It falls back by itself until it does; check that it is in remote mode.");
    }
}
