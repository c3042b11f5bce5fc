package io.tieline.control.fleet;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Cabinet;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of the cabinets: what each was told and whether it does it, how its cells stand, whether it is
 * believed.
 *
 * @param following setpoints; a step works on its own copy
 * @param slowW the power of the fleet without its fast changes, NaN: not known yet
 */
public record FleetMemory(
        Following following, CareBook care, HazardAreas areas, Doubts doubts, LoadHours hours, double slowW) {

    /** Changes faster than about this are left to fast cells. */
    private static final double SLOW_SECONDS = 120;

    public static FleetMemory of(int cabinets) {
        return new FleetMemory(
                Following.of(cabinets), CareBook.EMPTY, HazardAreas.NONE, Doubts.NONE, LoadHours.NONE, Double.NaN);
    }

    /**
     * Brings the memory up to now; a fleet of another size is commanded anew.
     *
     * @param meterNanos when the grid meter was read
     */
    public FleetMemory next(
            List<Cabinet> cabinets,
            ControlSettings settings,
            double seconds,
            long meterNanos,
            long utcMillis,
            long nanos) {
        Following copy = following.copyFor(cabinets.size());
        copy.watch(cabinets, meterNanos, nanos, settings.trust());
        Doubts judged = doubts.next(cabinets, copy, seconds);
        CareBook cared = care.next(judged.believed(cabinets), settings.storage(), seconds, utcMillis);
        return new FleetMemory(copy, cared, areas.next(cabinets, settings.storage(), cared), judged, hours, slowW);
    }

    public FleetMemory with(CareBook changed) {
        return new FleetMemory(following, changed, areas, doubts, hours, slowW);
    }

    public FleetMemory with(HazardAreas changed) {
        return new FleetMemory(following, care, changed, doubts, hours, slowW);
    }

    /** With what was decided: a power for so long, and a load meanwhile. */
    public FleetMemory decided(double powerW, double seconds, LoadHours learnt) {
        double part = 1 - StrictMath.exp(-seconds / SLOW_SECONDS);
        double slow = Double.isNaN(slowW) ? powerW : slowW + part * (powerW - slowW);
        return new FleetMemory(following, care, areas, doubts, learnt, slow);
    }

    public double setpointW(int cabinet) {
        return following.setpointW(cabinet);
    }

    public boolean isLimited(int cabinet) {
        return following.isLimited(cabinet);
    }

    /** NaN: not limited. */
    public double limitedW(int cabinet) {
        return following.limitedW(cabinet);
    }

    public void toMap(Map<String, Object> map) {
        care.toMap(map);
        areas.toMap(map);
        hours.toMap(map);
    }

    /** What was told to whom is not kept: after a restart the first look is at what the cabinets do. */
    public static FleetMemory fromMap(Map<String, ?> map) {
        return new FleetMemory(
                Following.of(0),
                CareBook.fromMap(map),
                HazardAreas.fromMap(map),
                Doubts.NONE,
                LoadHours.fromMap(map),
                Double.NaN);
    }
}
