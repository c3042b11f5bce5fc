package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.demand.AnnouncedPeaks;
import io.tieline.control.settings.CoincidentPeak;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.words.Words;
import java.time.ZoneId;
import java.util.Optional;

/** Ends every demand window of the tariff at or below the target, and lets nothing charge it above. */
final class DemandObjective implements Objective {

    private static final double SAME_W = 1;

    @Override
    public Claim claim(View view) {
        if (!view.settings().shaving().enabled()) {
            return Claim.free(ClaimKind.DEMAND, "peak shaving is off");
        }
        if (Double.isNaN(view.loadW())) {
            return Claim.free(ClaimKind.DEMAND, "the load is not known");
        }
        AnnouncedPeaks announced = view.announced();
        Optional<CoincidentPeak> running = announced.running();
        Claim own = own(view);
        return running.isPresent() ? coincident(view, running.get(), announced, own) : keeping(view, announced, own);
    }

    /** For the peak of the site itself. */
    private static Claim own(View view) {
        if (!view.counts()) {
            return Claim.free(ClaimKind.DEMAND, "the tariff does not count the demand of this window");
        }
        if (!view.shaves()) {
            return Claim.atLeast(ClaimKind.DEMAND, 0, "no demand target yet: the first window is observed");
        }
        double spread = view.loadW() - view.law().allowW(view.targetW());
        return spread > 0 ? shaving(view) : charging(view);
    }

    /** As deep as the batteries last: there is no level below which the system's peak costs nothing. */
    private static Claim coincident(View view, CoincidentPeak running, AnnouncedPeaks announced, Claim own) {
        double given = Math.min(Math.max(0, view.loadW()), announced.dischargeW(running, view.aboveReserveWs()));
        double least = Math.max(given, own.minW());
        ZoneId zone = view.settings().window().zone();
        String reason = "the coincident peak of " + Words.time(running.startUtcMillis(), zone) + "–"
                + Words.time(running.endUtcMillis(), zone) + " is shaved as deep as the batteries last"
                + (least > given ? ", and " + own.reason() : "");
        return Claim.atLeast(ClaimKind.DEMAND, least, reason).wishing(least, reason);
    }

    /** Nothing for lower claims, and for the site's own peak only where it is worth more, is taken from what is kept. */
    private static Claim keeping(View view, AnnouncedPeaks announced, Claim own) {
        double kept = announced.keptWs(peak -> true);
        if (kept <= 0) {
            return own;
        }
        double most = Math.max(0, view.aboveReserveWs() - kept) / view.horizonSeconds();
        double forOwn = view.spareWs() / view.horizonSeconds();
        double least = Math.min(own.minW(), forOwn);
        String reason = own.reason() + "; "
                + Words.energy(kept / 3600) + " are kept for the coincident peak at "
                + Words.time(
                        announced.ahead().get(0).startUtcMillis(),
                        view.settings().window().zone());
        Claim claim = Claim.between(ClaimKind.DEMAND, least, Math.max(most, Math.max(0, least)), reason);
        return Double.isNaN(own.preferredW()) ? claim : claim.wishing(Math.min(own.preferredW(), forOwn), reason);
    }

    private static Claim shaving(View view) {
        double least = view.demandW();
        String reason = windowWould(view, least);
        return Claim.atLeast(ClaimKind.DEMAND, least, reason).wishing(least, reason);
    }

    private static Claim charging(View view) {
        ShavingSettings shaving = view.settings().shaving();
        double ceiling = view.ratchet().chargeCeilingW(shaving);
        double room =
                view.law().chargeRoomW(ceiling, view.ratchet().harmlessW(shaving), view.loadW(), view.loadHighW());
        return Claim.atLeast(
                ClaimKind.DEMAND,
                -room,
                room > 0
                        ? "charging more than " + Words.power(room) + " could lift the window above "
                                + Words.power(ceiling)
                        : "charging could lift the window above " + Words.power(ceiling));
    }

    private static String windowWould(View view, double leastW) {
        double would = view.law().projectedW(view.loadW());
        double level = view.levelW();
        boolean later = view.loadW() - view.law().allowW(level) > leastW + SAME_W;
        return "the " + span(view) + " window would end "
                + (level > view.targetW() + SAME_W
                        ? "at " + Words.power(would) + spared(view.targetW(), level, would)
                        : held(view.targetW(), would))
                + (view.stoodIn() ? ", taken lower while the load meter stands in for the grid meter" : "")
                + (later ? "; a part of the need is left for later in the window" : "");
    }

    private static String held(double targetW, double wouldW) {
        String would = Words.power(wouldW);
        String target = Words.power(targetW);
        return would.equals(target)
                ? "just above the target of " + target
                : "at " + would + ", the target is " + target;
    }

    /** The batteries would not last at the target. */
    private static String spared(double targetW, double levelW, double wouldW) {
        String level = Words.power(levelW);
        return "; the batteries would not last at the target of " + Words.power(targetW)
                + (level.equals(Words.power(wouldW)) ? ", so little is given" : ", so it is held at " + level);
    }

    private static String span(View view) {
        long start = view.settings().window().startOf(view.utcMillis());
        long end = start + view.settings().window().lengthMillis();
        return Words.time(start, view.settings().window().zone()) + "–"
                + Words.time(end, view.settings().window().zone());
    }
}
