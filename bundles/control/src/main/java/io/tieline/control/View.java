package io.tieline.control;

import io.tieline.control.backup.Order;
import io.tieline.control.demand.AnnouncedPeaks;
import io.tieline.control.demand.DemandLaw;
import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.LastingLevel;
import io.tieline.control.demand.LeftForLater;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.StandIn;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.CoincidentPeak;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Situation;
import java.util.List;

/**
 * What objectives look at: the site now, and what is remembered of it, brought up to now.
 *
 * @param state the memories as of this moment; the power is not decided yet
 * @param flows the site's powers; NaN what is not known
 * @param reserve what the backup needs and what there is
 * @param storm who awaits one; the settings and the reserve are those of a storm then
 * @param orders what is to be done besides setpoints
 * @param lastW the power commanded last
 * @param seconds since the decision before
 * @param held the meter is silent, but not for long enough to give up
 * @param stoodIn the meter does not steer, the load meter does in its place
 */
record View(
        ControlSettings settings,
        Situation now,
        ControlState state,
        Decision.Flows flows,
        Fleet fleet,
        ReserveBudget reserve,
        Storm storm,
        List<Order> orders,
        double lastW,
        double seconds,
        boolean held,
        boolean stoodIn,
        long utcMillis,
        long nanos) {

    GridMemory grid() {
        return state.grid();
    }

    TargetRatchet ratchet() {
        return state.ratchet();
    }

    /** NaN while it is not known. */
    double loadW() {
        return flows.loadW();
    }

    /** The recent high of the load. */
    double loadHighW() {
        return state.pace().loadHighW();
    }

    boolean shaves() {
        return settings.shaving().enabled() && !Double.isNaN(ratchet().targetW());
    }

    /** What the windows are to end at. */
    double targetW() {
        return stoodIn ? StandIn.below(ratchet().targetW()) : ratchet().targetW();
    }

    /** What the running one is held at: no lower than the batteries last. */
    double levelW() {
        return ratchet().isEstimate(settings.shaving())
                ? LastingLevel.of(targetW(), state.window(), law().lengthSeconds(), loadW(), spareWs())
                : targetW();
    }

    /** The most that may be drawn at any instant. */
    double importLimitW() {
        double limit = settings.limits().importW();
        return stoodIn ? StandIn.below(limit) : limit;
    }

    /** Whether the tariff counts the demand of the running window. */
    boolean counts() {
        DemandWindow window = state.window();
        return !window.isOpen() || settings.shaving().hours().counts(window.startUtcMillis());
    }

    /** What the batteries must give now at least for the demand window to end at its level. */
    double demandW() {
        return law().dischargeW(levelW(), loadW(), leftForLater());
    }

    /** Who cannot see the grid meter leaves nothing for later, when even less may be seen. */
    private LeftForLater leftForLater() {
        // More than the load would be fed into the grid.
        double canW = Math.min(fleet.sumHighW(), loadW());
        return stoodIn
                ? LeftForLater.NOTHING
                : LeftForLater.of(
                        canW,
                        loadHighW() - loadW(),
                        settings.trust().responseSeconds(),
                        settings.dischargeWattsPerSecond(),
                        spareWs());
    }

    /** What the batteries can give for the site's own peak: above the backup reserve and what coincident peaks outweigh it by. */
    double spareWs() {
        return Math.max(0, aboveReserveWs() - announced().keptWs(CoincidentPeak::outweighs));
    }

    /** What the batteries can give above the backup reserve. */
    double aboveReserveWs() {
        return Math.max(0, reserve.spareWh()) * 3600 * settings.reserve().efficiency();
    }

    /** The coincident peaks of the tariff that run or are near. */
    AnnouncedPeaks announced() {
        return new AnnouncedPeaks(
                AnnouncedPeaks.ahead(settings.shaving().hours().coincidentPeaks(), utcMillis),
                Math.max(0, Math.min(fleet.nominalW(), Math.max(loadW(), loadHighW()))),
                fleet.nominalW() * settings.recharge().powerShare(),
                settings.reserve().efficiency(),
                utcMillis);
    }

    /** How long the decision may stand. */
    double horizonSeconds() {
        return horizon(seconds);
    }

    /** How long a decision may stand, with room for a late next call. */
    static double horizon(double seconds) {
        return Math.max(10, Math.min(1.5 * seconds, 600));
    }

    DemandLaw law() {
        DemandWindow window = state.window();
        return new DemandLaw(
                settings.window().lengthSeconds(),
                window.elapsedSeconds(),
                window.importedWs(),
                Math.max(1, Math.min(60, seconds)));
    }
}
