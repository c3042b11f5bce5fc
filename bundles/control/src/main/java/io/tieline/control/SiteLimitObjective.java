package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.words.Words;

/** Keeps the grid connection within what it may carry, at every instant. */
final class SiteLimitObjective implements Objective {

    @Override
    public Claim claim(View view) {
        if (Double.isNaN(view.loadW())) {
            return Claim.free(ClaimKind.SITE_LIMIT, "the load is not known");
        }
        LimitSettings limits = view.settings().limits();
        double least = view.loadW() - view.importLimitW();
        // Charging is a choice: it stays clear of the limit by what a single reading may be off.
        double charging = Math.min(0, least + view.settings().guard().deadBandW());
        double most = Math.max(0, view.loadW() + limits.exportW());
        Claim claim = Claim.between(
                ClaimKind.SITE_LIMIT,
                least > 0 ? least : charging,
                most,
                limits.exportW() > 0
                        ? "more than the export limit of " + Words.power(limits.exportW())
                                + " would be fed into the grid"
                        : "more would be fed into the grid");
        return least > 0
                ? claim.wishing(
                        least,
                        "the load of " + Words.power(view.loadW()) + " is above the " + limits.importName() + " of "
                                + Words.power(limits.importW()))
                : claim;
    }
}
