package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Intersects claims in the order of their priority. Where two cannot both be had, the higher one stands and the lower
 * gets the nearest point of what is left. The result is its own explanation.
 */
final class Arbiter {

    private static final double SAME_W = 1e-6;

    private Arbiter() {}

    /**
     * What came out.
     *
     * @param binding the claim whose bound or wish is the power
     * @param claims the same claims with what became of each
     */
    record Verdict(double powerW, ClaimKind binding, List<Claim> claims) {}

    /** The interval claims leave, and who has narrowed it last on either side. */
    record Bounds(double lowW, double highW, ClaimKind lowBy, ClaimKind highBy) {

        double clamp(double watts) {
            return Arbiter.clamp(lowW, highW, watts);
        }
    }

    static Bounds bounds(List<Claim> claims) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        ClaimKind lowBy = ClaimKind.NONE;
        ClaimKind highBy = ClaimKind.NONE;
        for (Claim claim : claims) {
            double least = clamp(low, high, claim.minW());
            double most = clamp(low, high, claim.maxW());
            lowBy = least > low ? claim.kind() : lowBy;
            highBy = most < high ? claim.kind() : highBy;
            low = least;
            high = most;
        }
        return new Bounds(low, high, lowBy, highBy);
    }

    private static double clamp(double low, double high, double watts) {
        return Math.max(low, Math.min(high, watts));
    }

    /** Decides; without any wish the power is 0, or as near to it as the bounds allow. */
    static Verdict decide(List<Claim> claims) {
        Bounds bounds = bounds(claims);
        double wish = 0;
        ClaimKind wisher = ClaimKind.NONE;
        for (Claim claim : claims) {
            if (!Double.isNaN(claim.preferredW())) {
                wish = claim.preferredW();
                wisher = claim.kind();
                break;
            }
        }
        double power = bounds.clamp(wish);
        ClaimKind binding = wisher;
        if (power > wish + SAME_W) {
            binding = bounds.lowBy();
        } else if (power < wish - SAME_W) {
            binding = bounds.highBy();
        }
        List<Claim> told = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            told.add(claim.with(outcome(claim, power, binding)));
        }
        // + 0.0 turns a negative zero, which compares equal and prints differently, into zero.
        return new Verdict(power + 0.0, binding, told);
    }

    private static Outcome outcome(Claim claim, double power, ClaimKind binding) {
        boolean wished = !Double.isNaN(claim.preferredW());
        boolean inside = power >= claim.minW() - SAME_W && power <= claim.maxW() + SAME_W;
        if (!inside || (wished && Math.abs(power - claim.preferredW()) > SAME_W)) {
            return Outcome.LIMITED;
        }
        if (claim.kind() == binding) {
            return wished ? Outcome.MET : Outcome.BINDING;
        }
        return wished ? Outcome.MET : Outcome.SILENT;
    }
}
