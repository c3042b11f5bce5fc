package io.tieline.control.demand;

import io.tieline.control.fleet.Fleet;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.target.LearnedTarget;
import io.tieline.control.target.LoadHistory;
import io.tieline.control.target.Storage;
import java.time.ZoneId;

/**
 * The demand target of the billing period and what it rests on. It is the level past days let expect, and never below
 * what is paid for already: a window that ended above it makes its mean the least target of the period. Until a day is
 * known it follows the windows alone.
 *
 * @param targetW NaN until it is known
 * @param period number of the billing period, 0 before the first decision
 * @param periodStartUtcMillis when the period was first seen
 * @param highestW highest demand value of the period
 * @param highestUncontrolledW the same had the batteries been at rest
 * @param raisedUtcMillis when a window last ended above the target, 0: never
 * @param earlier highest demand values of the months before
 * @param history what past days needed
 */
public record TargetRatchet(
        double targetW,
        int period,
        long periodStartUtcMillis,
        double highestW,
        double highestUncontrolledW,
        long raisedUtcMillis,
        EarlierPeaks earlier,
        LoadHistory history) {

    public static final TargetRatchet NONE =
            new TargetRatchet(Double.NaN, 0, 0, 0, 0, 0, EarlierPeaks.NONE, LoadHistory.NONE);

    /** Less measured than this, a window proves nothing about the bill. */
    private static final double MEASURED_FOR_TARGET = 0.5;
    /** Neither the charging ceiling nor the history must rest on an estimate. */
    private static final double MEASURED_FOR_CEILING = 0.9;
    /** So many days outweigh a first target that somebody entered. */
    private static final int DAYS_FOR_LEARNING = 7;

    /** What the tariff may use of the batteries when all that are available are full. */
    public static Storage storage(ControlSettings settings, Fleet fleet, ReserveBudget reserve) {
        return new Storage(
                fleet.nominalW(),
                Math.max(0, reserve.capacityWh() - reserve.requiredWh()),
                settings.reserve().efficiency(),
                settings.window().lengthSeconds() / 3600);
    }

    /** Goes on with the account of the window: takes the one that ended, enters the period of the one that runs. */
    public TargetRatchet next(ControlSettings settings, DemandWindow.Advance advance, Storage storage, long utcMillis) {
        ShavingSettings shaving = settings.shaving();
        if (!shaving.hours().billsOwnPeak()) {
            return Double.isNaN(targetW) ? this : aimless();
        }
        ZoneId zone = settings.window().zone();
        TargetRatchet next = this;
        if (advance.closed().isPresent()) {
            DemandWindow.Closed closed = advance.closed().get();
            BillingDay day = billingDay(shaving, closed.startUtcMillis(), zone);
            next = next.enter(shaving, day.period(), closed.startUtcMillis());
            next = shaving.hours().counts(closed.startUtcMillis())
                    ? next.closed(shaving, closed, day.day(), storage, utcMillis)
                    : next.passed(day.day(), storage);
        }
        if (!advance.window().isOpen()) {
            return next;
        }
        BillingDay today = billingDay(shaving, advance.window().startUtcMillis(), zone);
        TargetRatchet entered = next.enter(shaving, today.period(), utcMillis);
        return entered == this ? this : entered.aimed(shaving, today, storage);
    }

    private static BillingDay billingDay(ShavingSettings shaving, long utcMillis, ZoneId zone) {
        return BillingDay.of(shaving.objective(), shaving.hours().billing(), utcMillis, zone);
    }

    /** Enters the period a window belongs to; a clock stepped back does not bring an old one back. */
    TargetRatchet enter(ShavingSettings settings, int windowPeriod, long utcMillis) {
        if (windowPeriod <= period) {
            return this;
        }
        boolean first = period == 0 || settings.objective() == Objective.FIXED;
        double start = first
                ? (settings.initialTargetW() > 0 ? settings.initialTargetW() : Double.NaN)
                : targetW * settings.carryShare();
        return new TargetRatchet(
                Math.max(start, settings.paidLevelW()),
                windowPeriod,
                utcMillis,
                0,
                0,
                0,
                period == 0 ? earlier : earlier.after(highestW, windowPeriod - period),
                history);
    }

    /** Takes a window that ended into account. */
    TargetRatchet closed(
            ShavingSettings settings, DemandWindow.Closed window, long day, Storage storage, long utcMillis) {
        boolean proves = window.measuredShare() >= MEASURED_FOR_TARGET;
        boolean certain = window.measuredShare() >= MEASURED_FOR_CEILING;
        boolean above = proves && window.meanW() > targetW;
        double first =
                proves && Double.isNaN(targetW) ? Math.max(window.uncontrolledMeanW(), settings.paidLevelW()) : targetW;
        return new TargetRatchet(
                above ? window.meanW() : first,
                period,
                periodStartUtcMillis,
                proves ? Math.max(highestW, window.meanW()) : highestW,
                certain ? Math.max(highestUncontrolledW, window.uncontrolledMeanW()) : highestUncontrolledW,
                above ? utcMillis : raisedUtcMillis,
                proves
                        ? earlier.counted(settings.hours().remembers(window.startUtcMillis()), window.meanW(), highestW)
                        : earlier,
                history.with(day, certain ? window.uncontrolledMeanW() : Double.NaN, storage));
    }

    /** Takes a window the tariff does not count into account: of its day it asks nothing. */
    private TargetRatchet passed(long day, Storage storage) {
        return new TargetRatchet(
                targetW,
                period,
                periodStartUtcMillis,
                highestW,
                highestUncontrolledW,
                raisedUtcMillis,
                earlier,
                history.with(day, 0, storage));
    }

    /** Only coincident peaks are billed: no window of the site's own has a target. What was learnt stays for a later tariff. */
    private TargetRatchet aimless() {
        return new TargetRatchet(Double.NaN, period, periodStartUtcMillis, 0, 0, 0, earlier, history);
    }

    /** Aims anew for the rest of the period, as far as past days tell. */
    TargetRatchet aimed(ShavingSettings settings, BillingDay today, Storage storage) {
        if (storage.powerW() <= 0 || !isLearned(settings, today.lookBackDays())) {
            return this;
        }
        double learned = LearnedTarget.levelW(history.days(), today.lookBackDays(), today.daysLeft(), storage);
        return new TargetRatchet(
                Math.max(learned, Math.max(highestW, paidW(settings))),
                period,
                periodStartUtcMillis,
                highestW,
                highestUncontrolledW,
                raisedUtcMillis,
                earlier,
                history);
    }

    /**
     * Whether the target is a guess that may be too low for today. One that somebody entered is taken as right, and so is that of
     * a peak that is paid for a year, which rests on so many days that holding it firmly is better.
     */
    public boolean isEstimate(ShavingSettings settings) {
        return settings.objective() == Objective.MONTHLY && isLearned(settings, BillingDay.MONTH);
    }

    /** Whether past days tell the target; if not, somebody entered it or the windows do. */
    private boolean isLearned(ShavingSettings settings, int lookBackDays) {
        int least = settings.initialTargetW() > 0 ? DAYS_FOR_LEARNING : 1;
        return settings.objective() != Objective.FIXED && history.days().known(lookBackDays) >= least;
    }

    /** Charging may draw up to this and never makes a new peak; 0 while nothing is known. */
    public double chargeCeilingW(ShavingSettings settings) {
        return Double.isNaN(targetW) ? 0 : Math.min(targetW, harmlessW(settings));
    }

    /** A window that ends up to this costs nothing that the load alone would not have cost. */
    public double harmlessW(ShavingSettings settings) {
        return Math.max(highestUncontrolledW, paidW(settings));
    }

    /** What is paid for whatever the rest of the period brings. */
    private double paidW(ShavingSettings settings) {
        return settings.objective() == Objective.TRAILING_12
                ? Math.max(settings.paidLevelW(), settings.hours().carriedShare() * earlier.highestW())
                : settings.paidLevelW();
    }
}
