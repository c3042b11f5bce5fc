package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.words.Words;

/** Ends every demand window of the tariff at or below the target, and lets nothing charge it above. */
final class DemandObjective implements Objective {

    @Override
    public Claim claim(View view) {
        if (!view.settings().shaving().enabled()) {
            return Claim.free(ClaimKind.DEMAND, "peak shaving is off");
        }
        if (Double.isNaN(view.loadW())) {
            return Claim.free(ClaimKind.DEMAND, "the load is not known");
        }
        if (!view.counts()) {
            return Claim.free(ClaimKind.DEMAND, "the tariff does not count the demand of this window");
        }
        if (!view.shaves()) {
            return Claim.atLeast(ClaimKind.DEMAND, 0, "no demand target yet: the first window is observed");
        }
        double target = view.targetW();
        double need = view.loadW() - view.law().allowW(target);
        if (need > 0) {
            String would = "the window would end at " + Words.power(view.law().projectedW(view.loadW()))
                    + ", the target is " + Words.power(target)
                    + spared(view, target)
                    + (view.stoodIn() ? ", taken lower while the load meter stands in for the grid meter" : "");
            double least = view.demandW();
            return Claim.atLeast(ClaimKind.DEMAND, least, would).wishing(least, would);
        }
        ShavingSettings shaving = view.settings().shaving();
        double ceiling = view.ratchet().chargeCeilingW(shaving);
        double room =
                view.law().chargeRoomW(ceiling, view.ratchet().harmlessW(shaving), view.loadW(), view.loadHighW());
        return Claim.atLeast(
                ClaimKind.DEMAND,
                -room,
                "charging up to " + Words.power(room) + " keeps the window below " + Words.power(ceiling));
    }

    private static String spared(View view, double targetW) {
        double level = view.levelW();
        return level > targetW ? " and would empty the batteries, " + Words.power(level) + " is kept" : "";
    }
}
