package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.words.Words;

/** Keeps in the batteries what the backup needs. */
final class ReserveObjective implements Objective {

    @Override
    public Claim claim(View view) {
        double spare = view.reserve().spareWh();
        double most = Math.max(0, spare)
                * 3600
                / view.horizonSeconds()
                * view.settings().reserve().efficiency();
        // What maintenance takes out of a cabinet is no part of the backup any more.
        Claim claim = Claim.between(
                ClaimKind.RESERVE,
                Double.NEGATIVE_INFINITY,
                most + Math.max(0, view.fleet().preferredW()),
                spare > 0
                        ? Words.energy(spare) + " above the backup reserve"
                        : "the backup reserve of " + Words.energy(view.reserve().requiredWh()) + " is reached");
        return view.reserve().storm() ? filling(view, claim) : claim;
    }

    /** Before a storm the batteries are filled whatever prices, schedules and smoothing wish; all limits stand as always. */
    private static Claim filling(View view, Claim claim) {
        double most = RechargeObjective.wantedW(view);
        if (most <= 0 || view.held() || Double.isNaN(view.loadW())) {
            return claim;
        }
        return claim.wishing(
                view.fleet().preferredW() - most, "a storm is awaited, the batteries can take " + Words.power(most));
    }
}
