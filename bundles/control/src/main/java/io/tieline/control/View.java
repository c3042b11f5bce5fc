package io.tieline.control;

import io.tieline.control.backup.Order;
import java.util.List;

/**
 * What objectives look at: the site now, and what is remembered of it, brought up to now.
 *
 * @param state the memories as of this moment; the power is not decided yet
 * @param flows the site's powers; NaN what is not known
 * @param reserve what the backup needs and what there is
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
        return LastingLevel.of(this, targetW());
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
        return law().dischargeW(levelW(), loadW(), LeftForLater.of(this));
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
