package io.tieline.control;

import java.util.Arrays;

/**
 * The grid state machine: what it remembers, and how it goes on. Timers run on the monotonic clock.
 *
 * @param sinceUtcMillis when the state began, to be shown
 * @param sinceNanos when the state began, to be measured; {@link #NEVER} after a restart
 * @param reason why the state is believed
 * @param lostUtcMillis when the running outage began; one outage, however often the grid flaps
 * @param rechargeNanos when the recharge after an outage began, {@link #NEVER}: none runs
 * @param meterFreshNanos when the meter was last fresh
 * @param meterBadNanos since when the meter is out of band or silent
 * @param speaksNanos since when anything speaks of a loss
 * @param witnessNanos the same for each witness
 */
record GridMemory(
        GridState state,
        long sinceUtcMillis,
        long sinceNanos,
        String reason,
        long lostUtcMillis,
        long rechargeNanos,
        long meterFreshNanos,
        long meterBadNanos,
        long speaksNanos,
        long[] witnessNanos) {

    static final long NEVER = Long.MIN_VALUE;
    static final GridMemory NONE = restored(GridState.DEGRADED, 0, "nothing measured yet", 0);

    /** A state taken over from before a restart: timers start anew. */
    static GridMemory restored(GridState state, long sinceUtcMillis, String reason, long lostUtcMillis) {
        return new GridMemory(
                state, sinceUtcMillis, NEVER, reason, lostUtcMillis, NEVER, NEVER, NEVER, NEVER, new long[0]);
    }

    long witnessSince(int index) {
        return index < witnessNanos.length ? witnessNanos[index] : NEVER;
    }

    double secondsInState(long nanos) {
        return sinceNanos == NEVER ? 0 : (nanos - sinceNanos) / 1e9;
    }

    double secondsOfRecharge(long nanos) {
        return rechargeNanos == NEVER ? 0 : (nanos - rechargeNanos) / 1e9;
    }

    /**
     * One step.
     *
     * @param reserveMet whether the batteries hold what the backup needs, which ends the recharge after an outage
     */
    GridMemory next(Situation now, ControlSettings settings, boolean reserveMet, long utcMillis, long nanos) {
        GridEvidence evidence = GridEvidence.of(now, settings, this, nanos);
        GridMemory seen = remember(now, evidence, nanos);
        GridState next = seen.transition(evidence, settings, reserveMet, nanos);
        String why = next == state && evidence.words().isEmpty() ? reason : words(next, evidence);
        if (next == state && sinceNanos != NEVER) {
            return seen.with(state, sinceUtcMillis, sinceNanos, why, lostUtcMillis, seen.rechargeOf(next, nanos));
        }
        boolean newOutage = next == GridState.LOST && state != GridState.QUALIFY && state != GridState.LOST;
        return seen.with(
                next,
                next == state && sinceUtcMillis != 0 ? sinceUtcMillis : utcMillis,
                nanos,
                why,
                newOutage ? utcMillis : lostUtcMillis,
                seen.rechargeOf(next, nanos));
    }

    private GridState transition(GridEvidence evidence, ControlSettings settings, boolean reserveMet, long nanos) {
        if (state == GridState.LOST || state == GridState.QUALIFY) {
            return afterLoss(evidence, settings, nanos);
        }
        if (evidence.matured() >= 2) {
            return GridState.LOST;
        }
        if (evidence.speaks()) {
            boolean against = evidence.meterHealthy() && evidence.standing() == 1;
            boolean long_ = speaksNanos != NEVER
                    && nanos - speaksNanos
                            >= settings.grid().contradictionAfter().toNanos();
            return against && long_ ? GridState.CONTRADICTION : GridState.SUSPECT;
        }
        if (!evidence.meterFresh()) {
            boolean held = meterFreshNanos != NEVER
                    && (nanos - meterFreshNanos) / 1e9 <= settings.trust().meterHoldSeconds();
            return held ? state : GridState.DEGRADED;
        }
        if (rechargeNanos != NEVER) {
            return reserveMet ? GridState.OK : GridState.RECHARGE;
        }
        return GridState.OK;
    }

    /**
     * A returned grid must be healthy at the meter, with nothing against it, for the whole qualification time; a witness
     * that does not answer does not hinder it, for a UPS card may stay dead long after an outage.
     */
    private GridState afterLoss(GridEvidence evidence, ControlSettings settings, long nanos) {
        if (!evidence.meterHealthy() || evidence.speaks()) {
            return GridState.LOST;
        }
        if (state == GridState.LOST) {
            return GridState.QUALIFY;
        }
        boolean qualified = sinceNanos != NEVER
                && nanos - sinceNanos >= settings.grid().qualify().toNanos();
        return qualified ? GridState.RECHARGE : GridState.QUALIFY;
    }

    private long rechargeOf(GridState next, long nanos) {
        return switch (next) {
            case RECHARGE -> rechargeNanos == NEVER ? nanos : rechargeNanos;
            case OK, LOST, QUALIFY -> NEVER;
            // The ramp goes on where it was once the doubt is over.
            case SUSPECT, CONTRADICTION, DEGRADED -> rechargeNanos;
        };
    }

    private GridMemory remember(Situation now, GridEvidence evidence, long nanos) {
        long bad = evidence.meterHealthy() || !now.gridPower().isPresent() ? NEVER : since(meterBadNanos, nanos);
        return new GridMemory(
                state,
                sinceUtcMillis,
                sinceNanos,
                reason,
                lostUtcMillis,
                rechargeNanos,
                evidence.meterFresh() ? nanos : meterFreshNanos,
                bad,
                evidence.speaks() ? since(speaksNanos, nanos) : NEVER,
                witnesses(now, nanos));
    }

    private long[] witnesses(Situation now, long nanos) {
        long[] since = new long[now.witnesses().size()];
        for (int i = 0; i < since.length; i++) {
            Situation.Witness witness = now.witnesses().get(i);
            since[i] = witness.known() && witness.saysLost() ? since(witnessSince(i), nanos) : NEVER;
        }
        return Arrays.equals(since, witnessNanos) ? witnessNanos : since;
    }

    private static long since(long before, long nanos) {
        return before == NEVER ? nanos : before;
    }

    private GridMemory with(GridState next, long utcMillis, long nanos, String why, long lostUtc, long recharge) {
        return new GridMemory(
                next,
                utcMillis,
                nanos,
                why,
                lostUtc,
                recharge,
                meterFreshNanos,
                meterBadNanos,
                speaksNanos,
                witnessNanos);
    }

    private static String words(GridState state, GridEvidence evidence) {
        return switch (state) {
            case OK -> "";
            case LOST ->
                evidence.words().isEmpty()
                        ? "the grid meter is not healthy"
                        : evidence.words() + " (" + evidence.standing() + " of " + evidence.voters() + " votes)";
            case QUALIFY -> "the grid is back and must stay healthy";
            case RECHARGE -> "the grid is qualified, the backup is refilled";
            case SUSPECT -> evidence.words();
            case CONTRADICTION -> evidence.words() + ", but the meter sees a healthy grid";
            case DEGRADED -> evidence.meterDead() ? evidence.words() : "the grid meter has not answered yet";
        };
    }
}
