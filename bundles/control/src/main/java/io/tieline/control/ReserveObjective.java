package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;

/** Keeps in the batteries what the backup needs. */
final class ReserveObjective implements Objective {

    @Override
    public Claim claim(View view) {
        double spare = view.reserve().spareWh();
        double most = Math.max(0, spare)
                * 3600
                / view.horizonSeconds()
                * view.settings().reserve().efficiency();
        return Claim.between(
                ClaimKind.RESERVE,
                Double.NEGATIVE_INFINITY,
                most,
                spare > 0
                        ? Words.energy(spare) + " above the backup reserve"
                        : "the backup reserve of " + Words.energy(view.reserve().requiredWh()) + " is reached");
    }
}
