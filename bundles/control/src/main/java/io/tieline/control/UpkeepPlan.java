package io.tieline.control;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.Maintenance;
import io.tieline.control.fleet.CabinetLimits;
import io.tieline.control.fleet.Care;
import io.tieline.control.fleet.CareBook;
import io.tieline.control.fleet.Since;
import io.tieline.control.grid.GridState;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which cabinet's maintenance begins now: within its longest interval, at a quiet time of the site, while the
 * others keep the backup, and never more of a kind at once than the interval demands.
 */
final class UpkeepPlan {

    /** It is looked for a good time from so long before the end of the interval; for short intervals half of it. */
    private static final double LEAD_SECONDS = 2 * 86_400.0;
    /** Getting to the state of charge it ends at takes about this long. */
    private static final double BRINGING_SECONDS = 4 * 3600.0;
    /** A full charge has a night. */
    private static final double NIGHT_SECONDS = 86_400;

    private static final double SAME_NIGHT_SECONDS = 16 * 3600.0;
    /** Cells that have drifted apart or stood low too long go before all whose interval is not over yet. */
    private static final double HARMED = 0.97;
    /** So does, after them, a battery whose state of charge was never sure. */
    private static final double UNSURE = 0.96;

    private final View view;
    private final CareBook care;
    private final StorageSettings storage;

    UpkeepPlan(View view) {
        this.view = view;
        this.care = view.state().fleet().care();
        this.storage = view.settings().storage();
    }

    /** What each cabinet may need. */
    private record Need(int cabinet, int upkeep, double urgency) {

        static final Need NONE = new Need(-1, -1, 0);

        Need orMoreUrgent(Need other) {
            return other.urgency > urgency ? other : this;
        }
    }

    /** The memory with at most one maintenance of every kind more under way. */
    CareBook next() {
        if (view.grid().state() != GridState.OK) {
            return care.abandonAll();
        }
        CareBook next = readyForStorm(keepingBlackStart());
        for (Need need : mostUrgent()) {
            if (need.upkeep() >= 0) {
                Maintenance maintenance = maintenance(need.cabinet(), need.upkeep());
                if (running(maintenance) < limit(maintenance) && mayBegin(need)) {
                    next = next.with(need.cabinet(), next.of(need.cabinet()).begin(need.upkeep()));
                }
            }
        }
        return next;
    }

    /** What empties a battery is given up where the others no longer hold what a black start needs. */
    private CareBook keepingBlackStart() {
        CareBook kept = care;
        for (int i = 0, n = view.now().cabinets().size(); i < n; i++) {
            Care of = care.of(i);
            if (of.job().runs() && maintenance(i, of.job().upkeep()).takesBackup() && !othersKeepBlackStart(0)) {
                kept = kept.with(i, of.abandon());
            }
        }
        return kept;
    }

    /** A storm ends what can wait: a test at any time, an emptying that does not stand yet and is not near its limit. */
    private CareBook readyForStorm(CareBook kept) {
        if (!view.reserve().storm()) {
            return kept;
        }
        CareBook ready = kept;
        for (int i = 0, n = view.now().cabinets().size(); i < n; i++) {
            Care of = ready.of(i);
            if (of.job().runs()) {
                Maintenance now = maintenance(i, of.job().upkeep());
                if (isForKnowledge(now)) {
                    ready = ready.with(i, of.stop());
                } else if (now.takesBackup()
                        && !isAtItsLimit(urgency(of, now, of.job().upkeep()), now)) {
                    ready = ready.with(i, of.abandon());
                }
            }
        }
        return ready;
    }

    /** Whether it only shows what a battery is worth, without doing it good. */
    private static boolean isForKnowledge(Maintenance maintenance) {
        return maintenance.kind() == Maintenance.Kind.CAPACITY_TEST;
    }

    /**
     * Whether a black start of the whole site stays possible without a battery. A site of one battery can promise none.
     *
     * @param withoutWh its energy as far as it still counts for the backup
     */
    private boolean othersKeepBlackStart(double withoutWh) {
        List<Cabinet> cabinets = view.now().cabinets();
        double siteWh = cabinets.stream().mapToDouble(Cabinet::capacityWh).sum();
        double neededWh = siteWh * view.settings().reserve().blackStartPercent() / 100;
        return cabinets.size() == 1 || view.fleet().storedWh() - withoutWh >= neededWh;
    }

    /** The most urgent need of every kind of maintenance. */
    private Need[] mostUrgent() {
        Need[] needs = new Need[Maintenance.Kind.values().length];
        Arrays.fill(needs, Need.NONE);
        List<Cabinet> cabinets = view.now().cabinets();
        for (int i = 0, n = cabinets.size(); i < n; i++) {
            Care of = care.of(i);
            if (cabinets.get(i).isAvailable() && !of.job().runs()) {
                for (int m = 0; m < of.upkeep().size(); m++) {
                    int kind = maintenance(i, m).kind().ordinal();
                    needs[kind] = needs[kind].orMoreUrgent(need(i, m));
                }
            }
        }
        return needs;
    }

    private Need need(int cabinet, int upkeep) {
        Maintenance maintenance = maintenance(cabinet, upkeep);
        double urgency = urgency(care.of(cabinet), maintenance, upkeep);
        double every = maintenance.every().toSeconds();
        double early = maintenance.kind() == Maintenance.Kind.FULL_CHARGE ? fullChargeWanted(cabinet) : 0;
        double from = 1 - Math.min(every / 2, LEAD_SECONDS) / every;
        return urgency >= from || early > 0 ? new Need(cabinet, upkeep, Math.max(urgency, early)) : Need.NONE;
    }

    /** 1: the interval is over. */
    static double urgency(Care care, Maintenance maintenance, int upkeep) {
        Since since = care.upkeep().get(upkeep);
        return Math.max(since.seconds() / maintenance.every().toSeconds(), since.cycles() / maintenance.throughput());
    }

    /** How urgent a full charge is before its time; 0: it can wait. */
    private double fullChargeWanted(int cabinet) {
        Chemistry chemistry = storage.unit(cabinet).chemistry();
        Care of = care.of(cabinet);
        if (CabinetLimits.balanceShare(view.now().cabinets().get(cabinet), chemistry) < 1
                || of.lowSeconds() > chemistry.rest().longest().toSeconds()) {
            return HARMED;
        }
        return of.anchor().equals(Since.NEVER) ? UNSURE : 0;
    }

    private boolean mayBegin(Need need) {
        Maintenance maintenance = maintenance(need.cabinet(), need.upkeep());
        double storedWh = view.now().cabinets().get(need.cabinet()).storedWh();
        boolean waits = view.reserve().storm() && isForKnowledge(maintenance);
        if (waits || maintenance.takesBackup() && !othersKeepBlackStart(storedWh)) {
            return false;
        }
        if (isAtItsLimit(need.urgency(), maintenance)) {
            // The vendor's limit goes before the tariff; not before a peak that is being shaved right now.
            return view.state().pace().commandedW() <= 0 || need.urgency() >= 1;
        }
        return isCalm()
                && (!maintenance.takesBackup() || othersKeepReserve(need.cabinet()))
                && view.state()
                        .fleet()
                        .hours()
                        .isQuiet(view.utcMillis(), view.settings().window().zone(), takesSeconds(maintenance));
    }

    /** What the vendor demands has a last moment; a full charge for the sake of the state of charge can wait for a night. */
    private static boolean isAtItsLimit(double urgency, Maintenance maintenance) {
        return maintenance.takesBackup()
                && urgency >= 1 - BRINGING_SECONDS / maintenance.every().toSeconds();
    }

    private boolean isCalm() {
        double allow = view.shaves() ? view.law().allowW(view.ratchet().targetW()) : Double.POSITIVE_INFINITY;
        return !view.held() && view.loadW() < allow;
    }

    /** That they do is proved by a load that has been watched for a while, not by one that was just seen first. */
    private boolean othersKeepReserve(int cabinet) {
        boolean known = view.settings().reserve().criticalLoadW() > 0
                || view.state().backup().critical().isKnown();
        if (!known || view.reserve().storm()) {
            return false;
        }
        // Of those that are left one may still be lost: fewer of them must hold more.
        ReserveBudget now = view.reserve();
        ReserveBudget others = ReserveBudget.of(
                        view.settings().reserve(),
                        view.fleet().without(cabinet),
                        view.state().backup().promise(),
                        now.secondsRequired(),
                        now.criticalLoadW(),
                        now.criticalLoadW())
                .raisedTo(view.state().upstream().book().reserveFloorPercent());
        return others.spareWh() >= 0 && (now.isWeak() || !others.isWeak());
    }

    private int running(Maintenance maintenance) {
        int running = 0;
        for (int i = 0; i < view.now().cabinets().size(); i++) {
            Care of = care.of(i);
            boolean same = of.job().runs() && maintenance(i, of.job().upkeep()).kind() == maintenance.kind();
            running += same || doneTonight(of, i, maintenance) ? 1 : 0;
        }
        return running;
    }

    /** A fleet whose anchors are all of one age is spread over the nights of the interval. */
    private boolean doneTonight(Care of, int cabinet, Maintenance maintenance) {
        if (maintenance.kind() != Maintenance.Kind.FULL_CHARGE) {
            return false;
        }
        for (int m = 0; m < of.upkeep().size(); m++) {
            if (maintenance(cabinet, m).kind() == maintenance.kind()
                    && of.upkeep().get(m).seconds() < SAME_NIGHT_SECONDS) {
                return true;
            }
        }
        return false;
    }

    /** As many at once as it takes for all to come round within the interval, at least one. */
    private int limit(Maintenance maintenance) {
        int have = 0;
        for (int i = 0; i < view.now().cabinets().size(); i++) {
            have += storage.unit(i).chemistry().maintenance().stream()
                            .anyMatch(other -> other.kind() == maintenance.kind())
                    ? 1
                    : 0;
        }
        boolean full = maintenance.kind() == Maintenance.Kind.FULL_CHARGE;
        double slot = full ? NIGHT_SECONDS : BRINGING_SECONDS;
        double share = have * slot / maintenance.every().toSeconds();
        return (int) Math.max(1, full ? Math.ceil(share) : Math.floor(share));
    }

    private static double takesSeconds(Maintenance maintenance) {
        return BRINGING_SECONDS + maintenance.duration().toSeconds();
    }

    private Maintenance maintenance(int cabinet, int upkeep) {
        return storage.unit(cabinet).chemistry().maintenance().get(upkeep);
    }
}
