package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.price.PricePlan;

/** Buys energy when it is cheap and gives it when it is dear, with what peak and backup leave over. */
final class PriceObjective implements Objective {

    @Override
    public Claim claim(View view) {
        PricePlan plan = view.state().prices().plan();
        boolean silent = Double.isNaN(plan.watts()) || Double.isNaN(view.loadW()) || view.held();
        Claim claim = Claim.free(ClaimKind.PRICE, plan.reason());
        return silent ? claim : claim.wishing(plan.watts(), plan.reason());
    }
}
