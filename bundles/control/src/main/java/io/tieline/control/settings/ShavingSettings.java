package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.notNegative;
import static io.tieline.control.settings.Refusal.unless;

/**
 * The demand target.
 *
 * @param objective what the highest demand is paid for
 * @param initialTargetW the first target, until a week of the load is known; 0: the first window observed, until a day is. Lower
 *     than that an even load would empty the batteries for nothing
 * @param carryShare the share of the last period's target a new period starts with while no day is known
 * @param paidLevelW demand that is paid for in any case (a contract's minimum, a peak still in its memory): the target
 *     is never below it and charging may draw up to it; 0: none
 * @param hours says which windows the target is kept in; the others neither raise it nor hinder charging
 */
public record ShavingSettings(
        boolean enabled,
        Objective objective,
        double initialTargetW,
        double carryShare,
        double paidLevelW,
        TariffHours hours) {

    public static final ShavingSettings AUTO = new ShavingSettings(true, 0, 0.9, 0);

    /** A tariff that counts every window. */
    public ShavingSettings(
            boolean enabled, Objective objective, double initialTargetW, double carryShare, double paidLevelW) {
        this(enabled, objective, initialTargetW, carryShare, paidLevelW, TariffHours.ALL);
    }

    /** A tariff with a monthly peak. */
    public ShavingSettings(boolean enabled, double initialTargetW, double carryShare, double paidLevelW) {
        this(enabled, Objective.MONTHLY, initialTargetW, carryShare, paidLevelW);
    }

    /** A level that is kept in any case, and that charging may draw up to. */
    public static ShavingSettings fixed(double targetW) {
        return new ShavingSettings(true, Objective.FIXED, targetW, 1, targetW);
    }

    public ShavingSettings {
        notNegative("shaving.paidLevelW", paidLevelW);
        notNegative("shaving.initialTargetW", initialTargetW);
        unless(
                objective != Objective.FIXED || initialTargetW > 0,
                "shaving.initialTargetW: must be above 0 when the target is fixed");
        unless(
                carryShare > 0 && carryShare <= 1,
                "shaving.carryShare: must be above 0 and at most 1, is " + carryShare);
    }

    /** The same by other hours. */
    public ShavingSettings withHours(TariffHours others) {
        return new ShavingSettings(enabled, objective, initialTargetW, carryShare, paidLevelW, others);
    }

    /** What the highest demand is paid for. */
    public enum Objective {
        /** Each month's highest window is paid for by itself. */
        MONTHLY,
        /** The highest window of this month and the eleven before it, or a share of it, is paid for. */
        TRAILING_12,
        /** The highest window of the calendar year is paid for. */
        ANNUAL,
        /** Somebody else chooses: every month starts with the first target. */
        FIXED
    }
}
