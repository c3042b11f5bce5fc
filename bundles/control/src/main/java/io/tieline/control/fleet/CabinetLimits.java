package io.tieline.control.fleet;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.Chemistry.FloatCharge;
import io.tieline.chemistry.Maintenance;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Cabinet.Condition;

/**
 * What one cabinet can honestly do: the least of its own limits, its chemistry at its temperature and state of charge, and
 * what its state of charge allows within the time a decision may stand.
 *
 * @param lowW the most it may charge, as a number of at most 0
 * @param highW the most it may discharge
 * @param outageW the most it may discharge as long as it holds enough
 * @param preferredW what its maintenance wants of it, NaN: nothing
 * @param why what holds it back beside its own limits, empty if nothing does
 */
public record CabinetLimits(double lowW, double highW, double outageW, double preferredW, String why) {

    /** Under load the difference between cells is judged by the limit for load. */
    private static final double LOAD_SHARE = 0.02;

    static final CabinetLimits NOTHING = new CabinetLimits(0, 0, 0, Double.NaN, "");

    static CabinetLimits of(
            Cabinet cabinet,
            Chemistry chemistry,
            Care care,
            boolean chargingStopped,
            ReserveSettings reserve,
            double horizonSeconds) {
        Condition cells = cabinet.condition();
        if (care.hot()) {
            return NOTHING.because("its cells are at " + degrees(cells.hottestC()) + " and must cool down");
        }
        if (care.job().standing()) {
            return NOTHING.because("it stands in maintenance");
        }
        boolean runs = care.job().runs();
        Maintenance.End end =
                runs ? chemistry.maintenance().get(care.job().upkeep()).ends() : Maintenance.End.FULL;
        Chemistry.SocWindow soc = chemistry.soc();
        double bottom =
                runs && end == Maintenance.End.EMPTY ? soc.lowest() : Math.max(soc.low(), reserve.floorPercent());
        // Before a storm every point counts more than the cells' comfort.
        double top = (runs && end == Maintenance.End.FULL) || reserve.storm() ? soc.highest() : soc.high();
        double perPercent = cabinet.capacityWh() / 100 * 3600 / horizonSeconds;
        double balance = balanceShare(cabinet, chemistry);
        double charge = least(
                        cabinet.chargeLimitW(),
                        chemistry.chargeRate(cells.coldestC(), cells.hottestC(), cabinet.socPercent())
                                * cabinet.capacityWh(),
                        (top - cabinet.socPercent()) * perPercent)
                * balance;
        double outage = Math.min(
                        cabinet.dischargeLimitW(),
                        chemistry.dischargeRate(cells.coldestC(), cells.hottestC(), cabinet.socPercent())
                                * cabinet.capacityWh())
                * balance;
        double held = (cabinet.socPercent() - bottom) * perPercent * reserve.efficiency() * balance;
        double discharge = Math.max(0, Math.min(outage, held));
        boolean floating = care.full() && chemistry.floatCharge().use() == FloatCharge.Use.FORBIDDEN;
        boolean uneven = cells.hottestC() - cells.coldestC() > chemistry.gates().spread();
        if (chargingStopped || floating || uneven || (runs && end == Maintenance.End.EMPTY)) {
            charge = 0;
        }
        if (runs && end == Maintenance.End.FULL) {
            discharge = 0;
        }
        return new CabinetLimits(
                -charge + 0.0,
                discharge,
                outage,
                runs
                        ? preferred(chemistry.maintenance().get(care.job().upkeep()), cabinet, charge, discharge)
                        : Double.NaN,
                uneven ? "its cells are " + spread(cells) + " apart, it is not charged" : apart(balance, cells));
    }

    private static double preferred(Maintenance maintenance, Cabinet cabinet, double charge, double discharge) {
        double rate = maintenance.rate() * cabinet.capacityWh();
        return maintenance.ends() == Maintenance.End.EMPTY ? Math.min(discharge, rate) : -Math.min(charge, rate);
    }

    /** The weakest cell is full or empty first: the wider the gap, the less the cabinet gives and takes. */
    public static double balanceShare(Cabinet cabinet, Chemistry chemistry) {
        double gap = cabinet.condition().highestCellV() - cabinet.condition().lowestCellV();
        boolean loaded = Math.abs(cabinet.powerW()) > LOAD_SHARE * cabinet.nominalPowerW();
        double limit =
                loaded ? chemistry.imbalance().load() : chemistry.imbalance().rest();
        return gap > limit ? limit / gap : 1;
    }

    CabinetLimits within(double mostW) {
        return mostW >= 0
                ? new CabinetLimits(
                        Math.max(lowW, -mostW), Math.min(highW, mostW), Math.min(outageW, mostW), preferredW, why)
                : this;
    }

    private CabinetLimits because(String reason) {
        return new CabinetLimits(lowW, highW, outageW, preferredW, reason);
    }

    private static double least(double a, double b, double c) {
        return Math.max(0, Math.min(a, Math.min(b, c)));
    }

    private static String apart(double balance, Condition cells) {
        return balance < 1 ? "its cells have drifted apart by " + millivolts(cells) + ", the weakest limits it" : "";
    }

    private static String spread(Condition cells) {
        return Math.round(cells.hottestC() - cells.coldestC()) + " °C";
    }

    private static String degrees(double celsius) {
        return Double.isNaN(celsius) ? "an unknown temperature" : Math.round(celsius) + " °C";
    }

    public static String millivolts(Condition cells) {
        return Math.round((cells.highestCellV() - cells.lowestCellV()) * 1000) + " mV";
    }
}
