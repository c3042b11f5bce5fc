package io.tieline.control.situation;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Everything one decision is made from, and nothing else: the recorded situation of a site decides the same again.
 *
 * @param gridPower W at the grid meter, + = import
 * @param gridVoltageLow V line to neutral of the lowest phase
 * @param gridVoltageHigh V line to neutral of the highest phase
 * @param gridFrequency Hz
 * @param siteLoad W of the load alone, {@link Input#MISSING} if it is not metered
 * @param criticalLoad W that the backup must carry: the output of all UPS together
 * @param cabinets in the order of {@link Roles#cabinets()}
 * @param witnesses what else can see the grid
 * @param plant what else matters in an outage
 * @param gridReactive var at the grid meter, + = inductive
 */
public record Situation(
        Input gridPower,
        Input gridVoltageLow,
        Input gridVoltageHigh,
        Input gridFrequency,
        Input siteLoad,
        Input criticalLoad,
        List<Cabinet> cabinets,
        List<Witness> witnesses,
        Plant plant,
        Input gridReactive) {

    public Situation {
        cabinets = List.copyOf(cabinets);
        witnesses = List.copyOf(witnesses);
    }

    /** A site whose reactive power is not metered. */
    public Situation(
            Input gridPower,
            Input gridVoltageLow,
            Input gridVoltageHigh,
            Input gridFrequency,
            Input siteLoad,
            Input criticalLoad,
            List<Cabinet> cabinets,
            List<Witness> witnesses,
            Plant plant) {
        this(
                gridPower,
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                plant,
                Input.MISSING);
    }

    /** A site without generators and switched outlets. */
    public Situation(
            Input gridPower,
            Input gridVoltageLow,
            Input gridVoltageHigh,
            Input gridFrequency,
            Input siteLoad,
            Input criticalLoad,
            List<Cabinet> cabinets,
            List<Witness> witnesses) {
        this(
                gridPower,
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                Plant.NONE);
    }

    /** The same, but the value of the grid meter does not steer. */
    public Situation doubtingMeter(String why) {
        return new Situation(
                new Input(gridPower.value(), gridPower.ageSeconds(), Input.Confidence.DOUBTFUL, why),
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                plant,
                gridReactive);
    }

    /** The same, but cabinets whose power was last heard of too long ago are not available. */
    public Situation withoutStaleCabinets(double freshSeconds) {
        return withCabinets(
                i -> cabinets.get(i).isStale(freshSeconds) ? cabinets.get(i).stale() : cabinets.get(i));
    }

    /** The same, but those cabinets rest that have a reason to. */
    public Situation resting(Function<Cabinet, String> why) {
        return withCabinets(i -> {
            Cabinet cabinet = cabinets.get(i);
            String reason = cabinet.isAvailable() ? why.apply(cabinet) : "";
            return reason.isEmpty() ? cabinet : cabinet.resting(reason);
        });
    }

    /** The same with every cabinet replaced by what stands at its position then. */
    public Situation withCabinets(IntFunction<Cabinet> replaced) {
        Cabinet[] now = new Cabinet[cabinets.size()];
        boolean same = true;
        for (int i = 0; i < now.length; i++) {
            now[i] = replaced.apply(i);
            same &= now[i] == cabinets.get(i);
        }
        return same
                ? this
                : new Situation(
                        gridPower,
                        gridVoltageLow,
                        gridVoltageHigh,
                        gridFrequency,
                        siteLoad,
                        criticalLoad,
                        List.of(now),
                        witnesses,
                        plant,
                        gridReactive);
    }

    /** The same, with an operator's word that the automatic may go on. */
    public Situation acknowledged() {
        return new Situation(
                gridPower,
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                plant.acknowledging(),
                gridReactive);
    }
}
