package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.words.Words;

/** Fills the batteries with whatever the claims above leave. */
final class RechargeObjective implements Objective {

    @Override
    public Claim claim(View view) {
        double most = wantedW(view);
        if (SmoothingObjective.off(view).isEmpty()) {
            return Claim.free(ClaimKind.RECHARGE, "smoothing keeps its buffer in the middle");
        }
        if (most <= 0 || view.held() || Double.isNaN(view.loadW())) {
            return Claim.free(ClaimKind.RECHARGE, "nothing to charge");
        }
        String can = "the batteries can take " + Words.power(most);
        return Claim.free(ClaimKind.RECHARGE, can).wishing(-most, can);
    }

    /** What the batteries that are not in maintenance take. */
    static double wantedW(View view) {
        return -view.fleet().othersLowW() * view.settings().recharge().powerShare();
    }
}
