package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.words.Words;

/** What the batteries can do now; devices and their BMS have the last word by what they say. */
final class CapabilityObjective implements Objective {

    @Override
    public Claim claim(View view) {
        Fleet fleet = view.fleet();
        return Claim.between(
                ClaimKind.CAPABILITY,
                fleet.sumLowW(),
                fleet.sumHighW(),
                "the batteries can charge " + Words.power(-fleet.sumLowW()) + " and discharge "
                        + Words.power(fleet.sumHighW()));
    }
}
