package io.tieline.control.situation;

import io.tieline.control.situation.Cabinet.Condition;
import java.util.Set;

/** Judges a cabinet by what it says now: whatever it does not say for sure, it cannot do. */
final class CabinetReader {

    private static final Set<String> BATTERY_OUT = Set.of("disconnected", "init", "maintenance", "fault");
    private static final Set<String> PCS_OUT = Set.of("off", "fault");
    private static final String OFF_GRID = "its power conversion is not connected to the grid";

    private CabinetReader() {}

    static Cabinet read(DeviceView battery, DeviceView pcs, Roles.Cabinet role) {
        double soc = battery.good(CabinetPoint.SOC);
        double capacity = capacityWh(battery, role);
        double nominal = otherwise(pcs.good(CabinetPoint.NOMINAL_POWER), role.ratedPowerW());
        double charge = least(
                nominal, pcs.good(CabinetPoint.PCS_CHARGE_LIMIT), battery.good(CabinetPoint.BATTERY_CHARGE_LIMIT));
        double discharge = least(
                nominal,
                pcs.good(CabinetPoint.PCS_DISCHARGE_LIMIT),
                battery.good(CabinetPoint.BATTERY_DISCHARGE_LIMIT));
        String state = battery.state(CabinetPoint.BATTERY_STATE);
        Input power = measuredPower(battery, pcs);
        String unavailable = unavailable(battery, pcs, state, power, soc, capacity, Math.min(charge, discharge));
        return new Cabinet(
                battery == pcs ? role.battery() : role.pcs(),
                battery.id(),
                unavailable,
                soc,
                number(capacity),
                number(Double.isNaN(nominal) ? Math.max(number(charge), number(discharge)) : nominal),
                state.equals("full") ? 0 : number(charge),
                state.equals("empty") ? 0 : number(discharge),
                power.value(),
                power.ageSeconds(),
                unavailable.equals(OFF_GRID)
                        && pcs.state(CabinetPoint.PCS_MODE).equals("grid_forming")
                        && soc >= 0
                        && soc <= 100,
                condition(battery));
    }

    /** Rated energy shrinks with the health; where the battery tells what it holds today, that is already in it. */
    private static double capacityWh(DeviceView battery, Roles.Cabinet role) {
        double actual = battery.good(CabinetPoint.ACTUAL_CAPACITY);
        if (!Double.isNaN(actual)) {
            return actual;
        }
        double soh = battery.good(CabinetPoint.SOH);
        double rated = otherwise(battery.good(CabinetPoint.RATED_CAPACITY), role.ratedEnergyWh());
        return rated * (soh > 0 && soh <= 100 ? soh / 100 : 1);
    }

    private static Condition condition(DeviceView battery) {
        return new Condition(
                battery.firstGood(
                        CabinetPoint.COLDEST_CELL,
                        CabinetPoint.BATTERY_TEMPERATURE,
                        CabinetPoint.ELECTROLYTE_TEMPERATURE),
                battery.firstGood(
                        CabinetPoint.HOTTEST_CELL,
                        CabinetPoint.BATTERY_TEMPERATURE,
                        CabinetPoint.ELECTROLYTE_TEMPERATURE),
                battery.good(CabinetPoint.SOH),
                battery.good(CabinetPoint.LOWEST_CELL),
                battery.good(CabinetPoint.HIGHEST_CELL),
                battery.hazard());
    }

    private static Input measuredPower(DeviceView battery, DeviceView pcs) {
        Input ofPcs = pcs.input(CabinetPoint.PCS_POWER);
        return ofPcs.isPresent() ? ofPcs : battery.input(CabinetPoint.BATTERY_POWER);
    }

    private static String unavailable(
            DeviceView battery, DeviceView pcs, String state, Input power, double soc, double capacity, double limit) {
        if (battery.state(CabinetPoint.COMM_STATE).equals("offline")
                || pcs.state(CabinetPoint.COMM_STATE).equals("offline")) {
            return "it does not answer";
        }
        if (BATTERY_OUT.contains(state)) {
            return "the battery says " + state;
        }
        String conversion = pcs.state(CabinetPoint.PCS_STATE);
        if (PCS_OUT.contains(conversion)) {
            return "its power conversion says " + conversion;
        }
        if (pcs.good(CabinetPoint.GRID_CONNECTED) == 0) {
            return OFF_GRID;
        }
        if (!(soc >= 0 && soc <= 100)) {
            return "its state of charge is not known"
                    + because(battery.input(CabinetPoint.SOC).why());
        }
        if (!(capacity > 0)) {
            return "it does not tell its capacity; give it in the site file";
        }
        if (!(limit >= 0)) {
            return "it does not tell its power limits; give its rated power in the site file";
        }
        if (!Double.isFinite(power.value()) || !power.why().isEmpty()) {
            return "its power is not known" + because(power.why());
        }
        return "";
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    /** The least of the limits that are told; NaN if none is, NaN also if one is nonsense. */
    private static double least(double a, double b, double c) {
        return a < 0 || b < 0 || c < 0 ? Double.NaN : lesser(a, lesser(b, c));
    }

    private static double lesser(double a, double b) {
        return Double.isNaN(a) || b < a ? b : a;
    }

    private static double otherwise(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    private static double number(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
