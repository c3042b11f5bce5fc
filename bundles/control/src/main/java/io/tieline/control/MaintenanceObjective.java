package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.words.Words;

/** What cabinets in maintenance want: one is emptied, another filled to the top, while the others go on as they would. */
final class MaintenanceObjective implements Objective {

    @Override
    public Claim claim(View view) {
        Fleet fleet = view.fleet();
        if (fleet.inMaintenance().isEmpty() || view.held() || Double.isNaN(view.loadW())) {
            return Claim.free(ClaimKind.MAINTENANCE, "no battery is in maintenance");
        }
        String why = "the maintenance of " + fleet.inMaintenance() + (fleet.preferredW() < 0 ? " charges " : " gives ")
                + Words.power(Math.abs(fleet.preferredW()));
        double others = RechargeObjective.wantedW(view);
        return Claim.free(ClaimKind.MAINTENANCE, why).wishing(fleet.preferredW() - others, why);
    }
}
