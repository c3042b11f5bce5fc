package io.tieline.control.fleet;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.Maintenance;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import java.util.List;

/**
 * What the cabinets can do together at one moment, in arrays by position.
 *
 * @param lowW the most each may charge now, as a number of at most 0
 * @param highW the most each may discharge now
 * @param outageW what each can give in an outage as long as it holds enough: at its temperature, and as it has followed
 * @param preferredEachW what the maintenance of each wants of it; NaN: nothing
 * @param held what holds each back beside its own limits, in words; empty: nothing
 * @param storedWh of the cabinets whose energy is the backup: those that may be commanded and are neither being emptied nor too hot, and
 *     those that carry the load already
 * @param capacityWh of the same
 * @param backup which those are
 * @param socErrorPercent how wrong the state of charge of each may be, in points: it grows since the last anchor
 * @param energyFactor share of its stored energy each can give at its temperature and at the rate it is built for
 * @param strain how much more than usual its temperature makes it lose, at least 1
 * @param chemistries of each
 */
public record Fleet(
        List<Cabinet> cabinets,
        double[] lowW,
        double[] highW,
        double[] outageW,
        double[] preferredEachW,
        String[] held,
        double sumLowW,
        double sumHighW,
        double storedWh,
        double capacityWh,
        boolean[] backup,
        double[] socErrorPercent,
        double[] energyFactor,
        double[] strain,
        List<Chemistry> chemistries) {

    private static final double MOST_STRAIN = 5;

    /**
     * Judges every cabinet.
     *
     * @param horizonSeconds how long the decision may stand: no cabinet passes its floor or its top within it
     */
    public static Fleet of(
            List<Cabinet> cabinets, FleetMemory memory, ControlSettings settings, double horizonSeconds) {
        Draft draft = new Draft(cabinets.size());
        for (int i = 0, n = cabinets.size(); i < n; i++) {
            draft.judge(i, cabinets.get(i), memory, settings, horizonSeconds);
        }
        return draft.fleet(cabinets);
    }

    /** What the cabinets that may be commanded are built for, whatever they hold now. */
    public double nominalW() {
        double sum = 0;
        for (Cabinet cabinet : cabinets) {
            sum += cabinet.isAvailable() ? cabinet.nominalPowerW() : 0;
        }
        return sum;
    }

    /** The same, but the energy of one cabinet is no backup. */
    public Fleet without(int cabinet) {
        if (!backup[cabinet]) {
            return this;
        }
        boolean[] others = backup.clone();
        others[cabinet] = false;
        return new Fleet(
                cabinets,
                lowW,
                highW,
                outageW,
                preferredEachW,
                held,
                sumLowW,
                sumHighW,
                storedWh - cabinets.get(cabinet).storedWh(),
                capacityWh - cabinets.get(cabinet).capacityWh(),
                others,
                socErrorPercent,
                energyFactor,
                strain,
                chemistries);
    }

    /** Total power maintenance wants; 0: none is under way. */
    public double preferredW() {
        double sum = 0;
        for (double each : preferredEachW) {
            sum += Double.isNaN(each) ? 0 : each;
        }
        return sum;
    }

    /** The most the cabinets that are not in maintenance may charge, as a number of at most 0. */
    public double othersLowW() {
        double sum = 0;
        for (int i = 0; i < lowW.length; i++) {
            sum += Double.isNaN(preferredEachW[i]) ? lowW[i] : 0;
        }
        return sum;
    }

    /** The cabinets maintenance moves now, in words. */
    public String inMaintenance() {
        StringBuilder who = new StringBuilder();
        for (int i = 0; i < preferredEachW.length; i++) {
            if (!Double.isNaN(preferredEachW[i])) {
                who.append(who.length() == 0 ? "" : ", ").append(cabinets.get(i).id());
            }
        }
        return who.toString();
    }

    private static final class Draft {
        private final double[] low;
        private final double[] high;
        private final double[] outage;
        private final double[] preferred;
        private final String[] held;
        private final boolean[] backup;
        private final double[] socError;
        private final double[] factor;
        private final double[] strain;
        private final Chemistry[] chemistries;
        private double sumLow;
        private double sumHigh;
        private double stored;
        private double capacity;

        Draft(int cabinets) {
            low = new double[cabinets];
            high = new double[cabinets];
            outage = new double[cabinets];
            preferred = new double[cabinets];
            held = new String[cabinets];
            backup = new boolean[cabinets];
            socError = new double[cabinets];
            factor = new double[cabinets];
            strain = new double[cabinets];
            chemistries = new Chemistry[cabinets];
        }

        void judge(int i, Cabinet cabinet, FleetMemory memory, ControlSettings settings, double horizonSeconds) {
            StorageSettings.Unit unit = settings.storage().unit(i);
            Chemistry chemistry = unit.chemistry();
            Care care = memory.care().of(i);
            chemistries[i] = chemistry;
            socError[i] = chemistry == Chemistry.UNSPECIFIED
                    ? settings.reserve().socErrorPercent()
                    : care.errorPercent(chemistry.calibration());
            factor[i] = chemistry.energyFactor(
                    cabinet.condition().coldestC(),
                    cabinet.capacityWh() > 0 ? cabinet.nominalPowerW() / cabinet.capacityWh() : 0);
            double celsius = cabinet.condition().hottestC();
            double eased = Double.isNaN(celsius) ? 1 : chemistry.derate().at(celsius);
            strain[i] = Math.min(MOST_STRAIN, 1 / Math.max(1e-9, eased));
            backup[i] = cabinet.isBackup() && !care.hot() && !isBeingEmptied(care, chemistry);
            if (backup[i]) {
                stored += cabinet.storedWh();
                capacity += cabinet.capacityWh();
            }
            CabinetLimits limits = cabinet.isAvailable()
                    ? CabinetLimits.of(
                                    cabinet,
                                    chemistry,
                                    care,
                                    memory.areas().isClosed(cabinet, unit),
                                    settings.reserve(),
                                    horizonSeconds)
                            .within(memory.limitedW(i))
                    : CabinetLimits.NOTHING;
            low[i] = limits.lowW();
            high[i] = limits.highW();
            outage[i] = cabinet.isAvailable() ? limits.outageW() : cabinet.dischargeLimitW();
            preferred[i] = limits.preferredW();
            held[i] = limits.why();
            sumLow += low[i];
            sumHigh += high[i];
        }

        private static boolean isBeingEmptied(Care care, Chemistry chemistry) {
            Maintenance now =
                    care.job().runs() ? chemistry.maintenance().get(care.job().upkeep()) : null;
            return now != null && now.takesBackup();
        }

        Fleet fleet(List<Cabinet> cabinets) {
            return new Fleet(
                    List.copyOf(cabinets),
                    low,
                    high,
                    outage,
                    preferred,
                    held,
                    sumLow,
                    sumHigh,
                    stored,
                    capacity,
                    backup,
                    socError,
                    factor,
                    strain,
                    List.of(chemistries));
        }
    }
}
