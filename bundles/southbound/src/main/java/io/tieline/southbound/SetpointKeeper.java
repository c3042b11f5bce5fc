package io.tieline.southbound;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Severity;
import java.time.Duration;

/**
 * Keeps power setpoints alive in the devices.
 *
 * <p>Control says at each of its ticks what it wants; a write goes out when the wish changed or when half of the
 * device's reversion time has passed since it last confirmed. If control falls silent, so does this, and the device
 * falls back by itself: no timer here ever writes, and a heartbeat goes on for the reversion time at most. One thread calls {@link #hold}.
 */
public final class SetpointKeeper {

    private static final String REFUSED = "setpoint.refused";
    private static final String OVERWRITTEN = "setpoint.overwritten";
    private static final String SETPOINT = "pcs.power.setpoint";

    private final PollEngine engine;
    private final double deadBandWatts;
    private final Duration reversion;
    private final Duration timeout;
    private final String origin;
    private final Held[] held;
    private final DeviceSnapshot snapshot = new DeviceSnapshot();

    /**
     * @param deadBandWatts a wish that differs less from what was last sent is the same wish; also how far a read-back
     *     may be off
     * @param reversion after which a device that hears nothing falls back
     * @param timeout of one write
     * @param origin written into the record: {@code control}
     */
    public SetpointKeeper(
            PollEngine engine, double deadBandWatts, Duration reversion, Duration timeout, String origin) {
        this.engine = engine;
        this.deadBandWatts = deadBandWatts;
        this.reversion = reversion;
        this.timeout = timeout;
        this.origin = origin;
        held = new Held[engine.image().devices().size()];
        for (int i = 0; i < held.length; i++) {
            held[i] = new Held(engine.image().device(i).device().id());
        }
    }

    /**
     * Says that a device is to run at this power from now until said otherwise, but no longer than the reversion time.
     *
     * @param device its index in the site
     * @param watts + = discharge
     */
    public void hold(int device, double watts) {
        Held it = held[device];
        long session = engine.writableSession(device);
        if (session == 0) {
            return;
        }
        long now = engine.surroundings().now();
        engine.hold(device, now + reversion.toNanos());
        synchronized (it) {
            if (it.session != session) {
                it.adopt(session, present(device), now);
            }
            if (!it.wants(watts, now)) {
                return;
            }
            it.underWay = true;
            it.triedAt = now;
        }
        boolean again = it.isSame(watts);
        if (again) {
            it.look(presentSince(device, it.confirmedUtcMillis));
        }
        it.sent = watts;
        engine.submit(device, Command.power(watts, reversion, timeout, origin), again)
                .thenAccept(result -> it.ended(session, watts, now, result));
    }

    /** What the device itself says its setpoint is; NaN if it does not. */
    private double present(int device) {
        engine.image().device(device).read(snapshot);
        return snapshot.usable(SETPOINT);
    }

    /** The same, NaN also if it was read before then. */
    private double presentSince(int device, long utcMillis) {
        double present = present(device);
        int point = snapshot.points().indexOf(SETPOINT);
        return point >= 0 && snapshot.utcMillis(point) > utcMillis ? present : Double.NaN;
    }

    /**
     * The setpoint a device last confirmed and still holds: what it was found with after connecting, then what it read
     * back.
     *
     * @return W, + = discharge; NaN if it confirmed none within the reversion time
     */
    public double confirmedWatts(int device) {
        Held it = held[device];
        long now = engine.surroundings().now();
        synchronized (it) {
            return now - it.confirmedAt <= reversion.toNanos() ? it.confirmed : Double.NaN;
        }
    }

    private final class Held {
        private final String id;
        private long session;
        /** NaN: nothing was sent in this session yet. */
        private double sent = Double.NaN;

        private double confirmed = Double.NaN;
        private long confirmedAt;
        private volatile long confirmedUtcMillis;
        private final OverwriteWatch overwrites = new OverwriteWatch();
        private long triedAt;
        private boolean underWay;
        private int failuresInARow;

        Held(String id) {
            this.id = id;
        }

        void adopt(long newSession, double present, long now) {
            session = newSession;
            sent = Double.NaN;
            confirmed = present;
            confirmedAt = now;
            underWay = false;
            failuresInARow = 0;
        }

        /** Zero is meant exactly: a cabinet told to rest does not go on with what the dead band allows. */
        boolean isSame(double watts) {
            return watts == 0 ? sent == 0 : Math.abs(watts - sent) <= deadBandWatts;
        }

        boolean wants(double watts, long now) {
            if (underWay) {
                return false;
            }
            if (failuresInARow > 0) {
                // It was just refused; ask again with the rhythm of the heartbeat, not of control's ticks.
                return now - triedAt >= reversion.toNanos() / 4;
            }
            return !isSame(watts) || now - confirmedAt >= reversion.toNanos() / 2;
        }

        synchronized void ended(long ofSession, double watts, long sentAt, CommandResult result) {
            if (ofSession != session) {
                return;
            }
            underWay = false;
            if (result instanceof CommandResult.Confirmed ok) {
                confirmed = ok.readBack();
                confirmedAt = sentAt;
                confirmedUtcMillis = engine.surroundings().clock().utcMillis();
                boolean kept = Math.abs(ok.readBack() - watts) <= tolerance(watts);
                failuresInARow = kept ? 0 : failuresInARow + 1;
                report(!kept, "it holds " + Math.round(ok.readBack()) + " W instead of " + Math.round(watts) + " W");
            } else if (result instanceof CommandResult.Refused refused) {
                failuresInARow++;
                report(true, refused.why());
            } else if (result instanceof CommandResult.TimedOut late) {
                failuresInARow++;
                // One lost answer is no refusal: the next heartbeat tells.
                if (failuresInARow > 1) {
                    report(true, late.what());
                }
            }
        }

        private double tolerance(double watts) {
            return Math.max(deadBandWatts, 0.02 * Math.abs(watts));
        }

        /** @param present what it holds at the end of the time in which nobody told it anything else */
        synchronized void look(double present) {
            if (Double.isNaN(present)) {
                return;
            }
            engine.surroundings()
                    .alarms()
                    .set(
                            overwrites.isOverwritten(confirmed, present, tolerance(confirmed)),
                            id,
                            OVERWRITTEN,
                            Severity.MAJOR,
                            id + " has confirmed " + Math.round(confirmed) + " W and then holds " + Math.round(present)
                                    + " W, again and again: somebody else writes to it, or it limits itself. Look for a"
                                    + " second gateway, or for a controller of the maker that is to be switched off.");
        }

        private void report(boolean stands, String why) {
            engine.surroundings()
                    .alarms()
                    .set(
                            stands,
                            id,
                            REFUSED,
                            Severity.MAJOR,
                            id + " does not take its power setpoint: " + why
                                    + ". Check that it is in remote mode and free of faults; until then it is not counted on.");
        }
    }
}
