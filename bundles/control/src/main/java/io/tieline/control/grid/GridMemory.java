package io.tieline.control.grid;

import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.EnterService;
import io.tieline.control.settings.RechargeSettings;
import io.tieline.control.situation.Situation;

/**
 * The grid state machine: what it remembers, and how it goes on. Timers run on the monotonic clock.
 *
 * @param sinceUtcMillis when the state began, to be shown
 * @param sinceNanos when the state began, to be measured; {@link #NEVER} after a restart
 * @param reason why the state is believed
 * @param lostUtcMillis when the running outage began; one outage, however often the grid flaps
 * @param lostNanos the same, to be measured; {@link #NEVER} after a restart
 * @param refilling an outage is over, the reserve is not yet full again
 * @param rechargeNanos when the site went back to the grid, {@link #NEVER}: long ago
 * @param clocks since when each input says what it says
 */
public record GridMemory(
        GridState state,
        long sinceUtcMillis,
        long sinceNanos,
        String reason,
        long lostUtcMillis,
        long lostNanos,
        boolean refilling,
        long rechargeNanos,
        GridClocks clocks) {

    static final long NEVER = GridClocks.NEVER;
    public static final GridMemory NONE = restored(GridState.DEGRADED, 0, "nothing measured yet", 0, false);

    /** A state taken over from before a restart: timers start anew. */
    public static GridMemory restored(
            GridState state, long sinceUtcMillis, String reason, long lostUtcMillis, boolean refilling) {
        return new GridMemory(
                state, sinceUtcMillis, NEVER, reason, lostUtcMillis, NEVER, refilling, NEVER, GridClocks.NONE);
    }

    /** Whether batteries may still not be charged with all their power after an outage, also over a restart. */
    public boolean isRefilled() {
        return refilling || rechargeNanos != NEVER;
    }

    public double secondsInState(long nanos) {
        return GridClocks.seconds(sinceNanos, nanos);
    }

    double secondsOfRecharge(long nanos) {
        return GridClocks.seconds(rechargeNanos, nanos);
    }

    /** For how long the grid has been back, but wrong. */
    public double secondsWrong(long nanos) {
        return GridClocks.seconds(clocks.wrongNanos(), nanos);
    }

    /** For how long anything has spoken of a loss. */
    double secondsSpoken(long nanos) {
        return GridClocks.seconds(clocks.speaksNanos(), nanos);
    }

    /**
     * The share of their charging power batteries may take again after an outage, 0 to 1: nothing for a while, then a ramp.
     */
    public double rechargeShare(RechargeSettings settings, long nanos) {
        if (rechargeNanos == NEVER) {
            return 1;
        }
        double minutes = (secondsOfRecharge(nanos) - settings.outageDelay().toMillis() / 1000.0) / 60;
        return Math.max(0, Math.min(1, minutes * settings.outageRampPerMinute()));
    }

    /**
     * One step.
     *
     * @param generators how far they are
     * @param reserveMet whether the batteries hold what the backup needs, which ends the recharge after an outage
     */
    public GridMemory next(
            Situation now,
            ControlSettings settings,
            GeneratorWatch generators,
            boolean reserveMet,
            long utcMillis,
            long nanos) {
        GridEvidence evidence = GridEvidence.of(now, settings, clocks, refilling, nanos);
        GridClocks seen = clocks.next(now, evidence, nanos);
        boolean forgiven = now.plant().acknowledged();
        GridMemory before = with(forgiven ? seen.forgiven() : seen);
        GridState next = before.transition(evidence, settings, generators.phase(), reserveMet, forgiven, nanos);
        String why =
                next == state && evidence.words().isEmpty() && evidence.wrong().isEmpty()
                        ? reason
                        : GridWords.of(next, evidence, generators.phase(), refilling);
        boolean newOutage = next.isOutage() && !state.isOutage();
        boolean stays = next == state && sinceNanos != NEVER;
        return new GridMemory(
                next,
                next == state && sinceUtcMillis != 0 ? sinceUtcMillis : utcMillis,
                stays ? sinceNanos : nanos,
                why,
                newOutage ? utcMillis : lostUtcMillis,
                newOutage || (next.isOutage() && lostNanos == NEVER) ? nanos : lostNanos,
                before.refillingIn(next),
                before.rechargeIn(next, settings.recharge(), nanos),
                before.clocks);
    }

    private GridState transition(
            GridEvidence evidence,
            ControlSettings settings,
            Phase generators,
            boolean reserveMet,
            boolean forgiven,
            long nanos) {
        if (state.isOutage()) {
            boolean locked = state == GridState.LOCKOUT && !forgiven;
            return locked
                    ? GridState.LOCKOUT
                    : inOutage(evidence, settings.grid().enterService(), generators, forgiven, nanos);
        }
        if (evidence.matured() >= 2) {
            return lost(generators);
        }
        if (evidence.speaks()) {
            boolean against = evidence.meterHealthy() && evidence.standing() == 1;
            boolean lasting = secondsSpoken(nanos) >= seconds(settings.grid().contradictionAfter());
            return against && (lasting || state == GridState.CONTRADICTION)
                    ? GridState.CONTRADICTION
                    : GridState.SUSPECT;
        }
        if (!evidence.bypassed().isEmpty()) {
            return GridState.CONTRADICTION;
        }
        boolean doubted = state == GridState.SUSPECT || state == GridState.CONTRADICTION;
        boolean quiet = GridClocks.seconds(clocks.clearNanos(), nanos) >= clocks.quietSeconds(settings.grid());
        if (!evidence.meterFresh() && !evidence.stoodIn()) {
            boolean held = clocks.meterFreshNanos() != NEVER
                    && GridClocks.seconds(clocks.meterFreshNanos(), nanos)
                            <= settings.trust().meterHoldSeconds();
            return held ? state : GridState.DEGRADED;
        }
        if (doubted && !quiet) {
            return state;
        }
        return refilling && !reserveMet ? GridState.RECHARGE : GridState.OK;
    }

    /**
     * A returned grid must be as it must be for the whole qualification time; a witness that does not answer does not hinder
     * it, for a UPS card may stay dead long after an outage. Whatever still stands away from the grid is waited for. A meter
     * that does not come back is done without once an operator says so, for as long as everyone else sees the grid.
     */
    private GridState inOutage(
            GridEvidence evidence, EnterService enter, Phase generators, boolean forgiven, long nanos) {
        boolean withoutMeter = evidence.meterMissed() && (forgiven || isWithoutMeter());
        if (!evidence.back() && !withoutMeter) {
            return !evidence.wrong().isEmpty() && secondsWrong(nanos) >= seconds(enter.wrongAfter())
                    ? GridState.LOCKOUT
                    : lost(generators);
        }
        if (state == GridState.RETRANSFER) {
            boolean waited = secondsInState(nanos) >= enter.delaySeconds(lostUtcMillis);
            GridState there = withoutMeter ? GridState.DEGRADED : GridState.RECHARGE;
            return waited && !evidence.away() ? there : GridState.RETRANSFER;
        }
        boolean qualified =
                state == GridState.QUALIFY && sinceNanos != NEVER && secondsInState(nanos) >= seconds(enter.qualify());
        return qualified ? GridState.RETRANSFER : GridState.QUALIFY;
    }

    /** Whether the way back was begun without the meter; after a restart an operator is asked again. */
    private boolean isWithoutMeter() {
        boolean onTheWay = state == GridState.QUALIFY || state == GridState.RETRANSFER;
        return onTheWay && sinceNanos != NEVER && clocks.meterFreshNanos() < sinceNanos;
    }

    private static GridState lost(Phase generators) {
        return switch (generators) {
            case STARTING, AT_SPEED -> GridState.GEN_STARTING;
            case ON_LOAD -> GridState.ON_GEN;
            case LOCKED_OUT -> GridState.LOCKOUT;
            case REST, WAITING, FAILED, COOLING -> GridState.LOST;
        };
    }

    private boolean refillingIn(GridState next) {
        return switch (next) {
            case OK -> false;
            case LOST, GEN_STARTING, ON_GEN, QUALIFY, RETRANSFER, LOCKOUT, RECHARGE -> true;
            // It goes on where it was once the doubt is over.
            case SUSPECT, CONTRADICTION, DEGRADED -> refilling;
        };
    }

    private long rechargeIn(GridState next, RechargeSettings settings, long nanos) {
        if (next.isOutage()) {
            return NEVER;
        }
        // After a restart nobody knows how far the ramp was: whatever was still refilled begins it anew.
        if (next == GridState.RECHARGE || refilling) {
            return rechargeNanos == NEVER ? nanos : rechargeNanos;
        }
        return rechargeShare(settings, nanos) < 1 ? rechargeNanos : NEVER;
    }

    private GridMemory with(GridClocks changed) {
        return new GridMemory(
                state, sinceUtcMillis, sinceNanos, reason, lostUtcMillis, lostNanos, refilling, rechargeNanos, changed);
    }

    private static double seconds(java.time.Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
