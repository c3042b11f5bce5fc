package io.tieline.control.grid;

import io.tieline.control.backup.Generator;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;
import java.util.ArrayList;
import java.util.List;

/** Where the load gets its power from, where the grid meter or a transfer switch does not tell. */
public final class LoadPlace {

    /** A generator that gives more than this carries load. */
    private static final double CARRIES_W = 1_000;
    /** A cabinet that gives less than this share of its nominal power carries nothing. */
    private static final double REST_SHARE = 0.02;
    /** Of the critical load so much at least must be seen at the grid meter to be on the grid. */
    private static final double SEEN_SHARE = 0.5;

    private LoadPlace() {}

    /**
     * What speaks against the load being on the grid or leaves it open, in words; empty: everyone but the grid meter says
     * that it is. Here a witness that does not answer hinders, for nobody else sees what the meter would have seen.
     */
    public static String notOnGrid(Situation now) {
        List<String> words = new ArrayList<>(0);
        boolean any = false;
        for (Witness witness : now.witnesses()) {
            any |= witness.known();
            if (!witness.known()) {
                words.add(witness.id() + " does not answer");
            } else if (witness.saysLost()) {
                words.add(witness.id() + GridEvidence.saying(witness.kind()));
            }
        }
        boolean switched = GridEvidence.says(now, Kind.TRANSFER_SWITCH, false);
        for (Generator generator : now.plant().generators()) {
            if (generator.powerW() > CARRIES_W) {
                words.add(generator.id() + " gives power");
            } else if (!generator.isDown() && Double.isNaN(generator.powerW()) && !switched) {
                words.add(generator.id() + " may carry the load, no transfer switch tells");
            }
        }
        return any || !words.isEmpty() ? String.join(", ", words) : "nobody else sees the grid";
    }

    /** Whether a generator or the transfer switch says that generators carry the load. */
    public static boolean toldOnGenerators(Situation now) {
        return now.plant().generators().stream().anyMatch(generator -> generator.powerW() > CARRIES_W)
                || GridEvidence.says(now, Kind.TRANSFER_SWITCH, true);
    }

    /**
     * Whether it must be concluded that generators carry the load, on a site where neither they nor a transfer switch tell: one
     * runs with voltage, no battery gives anything, and the meter does not see the load on the grid. With a silent meter it
     * could be the grid as well; then the generators are the safer guess, for nothing is commanded and they keep running.
     */
    public static boolean inferredOnGenerators(Situation now, TrustSettings trust) {
        List<Generator> generators = now.plant().generators();
        if (generators.stream().noneMatch(LoadPlace::runs)) {
            return false;
        }
        boolean tell = generators.stream().anyMatch(generator -> !Double.isNaN(generator.powerW()))
                || now.witnesses().stream()
                        .anyMatch(witness -> witness.kind() == Kind.TRANSFER_SWITCH && witness.known());
        return !tell && offBattery(now) && !cabinetsGive(now.cabinets()) && !seenOnGrid(now, trust);
    }

    private static boolean runs(Generator generator) {
        return generator.state() == Generator.State.RUNNING || generator.state() == Generator.State.COOLING;
    }

    /** Every UPS says that it is off its battery, and no conversion that it carries the load. */
    private static boolean offBattery(Situation now) {
        return GridEvidence.says(now, Kind.UPS, false)
                && !GridEvidence.says(now, Kind.PCS, true)
                && now.witnesses().stream()
                        .noneMatch(witness -> witness.kind() == Kind.UPS && (!witness.known() || witness.saysLost()));
    }

    /** Cabinets that carry the load share it: what one of them tells is true of all. */
    private static boolean cabinetsGive(List<Cabinet> cabinets) {
        return !cabinets.isEmpty()
                && (cabinets.stream().allMatch(cabinet -> Double.isNaN(cabinet.powerW()))
                        || cabinets.stream()
                                .anyMatch(cabinet -> cabinet.powerW() > REST_SHARE * cabinet.nominalPowerW()));
    }

    private static boolean seenOnGrid(Situation now, TrustSettings trust) {
        boolean sized = now.criticalLoad().isFresh(trust.cabinetFreshSeconds());
        double least = sized ? SEEN_SHARE * now.criticalLoad().value() : CARRIES_W;
        return now.gridPower().isFresh(trust.meterFreshSeconds())
                && now.gridPower().value() > least;
    }
}
