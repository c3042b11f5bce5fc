package io.tieline.control;

import io.tieline.control.Cabinet.Condition;
import java.util.Set;

/** Judges a cabinet by what it says now: whatever it does not say for sure, it cannot do. */
final class CabinetReader {

    private static final Set<String> BATTERY_OUT = Set.of("disconnected", "init", "maintenance", "fault");
    private static final Set<String> PCS_OUT = Set.of("off", "fault");
    private static final String OFF_GRID = "its power conversion is not connected to the grid";

    private CabinetReader() {}

    static Cabinet read(DeviceView battery, DeviceView pcs, Roles.Cabinet role) {
        double soc = battery.good("battery.soc");
        double capacity = capacityWh(battery, role);
        double nominal = otherwise(pcs.good("pcs.nominal.power"), role.ratedPowerW());
        double charge = least(nominal, pcs.good("pcs.limit.charge.power"), battery.good("battery.limit.charge.power"));
        double discharge =
                least(nominal, pcs.good("pcs.limit.discharge.power"), battery.good("battery.limit.discharge.power"));
        String state = battery.state("battery.state");
        Input power = measuredPower(battery, pcs);
        String unavailable = unavailable(battery, pcs, power, soc, capacity, Math.min(charge, discharge));
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
                unavailable.equals(OFF_GRID) && pcs.state("pcs.mode").equals("grid_forming") && soc >= 0 && soc <= 100,
                condition(battery));
    }

    /** Rated energy shrinks with the health; where the battery tells what it holds today, that is already in it. */
    private static double capacityWh(DeviceView battery, Roles.Cabinet role) {
        double actual = battery.good("battery.capacity.actual");
        if (!Double.isNaN(actual)) {
            return actual;
        }
        double soh = battery.good("battery.soh");
        double rated = otherwise(battery.good("battery.capacity.rated"), role.ratedEnergyWh());
        return rated * (soh > 0 && soh <= 100 ? soh / 100 : 1);
    }

    private static Condition condition(DeviceView battery) {
        return new Condition(
                battery.firstGood(
                        "battery.cell.temperature.min", "battery.temperature", "flow.electrolyte.temperature"),
                battery.firstGood(
                        "battery.cell.temperature.max", "battery.temperature", "flow.electrolyte.temperature"),
                battery.good("battery.soh"),
                battery.good("battery.cell.voltage.min"),
                battery.good("battery.cell.voltage.max"),
                battery.hazard());
    }

    private static Input measuredPower(DeviceView battery, DeviceView pcs) {
        Input ofPcs = pcs.input("pcs.power");
        return ofPcs.isPresent() ? ofPcs : battery.input("battery.power");
    }

    private static String unavailable(
            DeviceView battery, DeviceView pcs, Input power, double soc, double capacity, double limit) {
        if (battery.state("device.comm.state").equals("offline")
                || pcs.state("device.comm.state").equals("offline")) {
            return "it does not answer";
        }
        if (BATTERY_OUT.contains(battery.state("battery.state"))) {
            return "the battery says " + battery.state("battery.state");
        }
        if (PCS_OUT.contains(pcs.state("pcs.state"))) {
            return "its power conversion says " + pcs.state("pcs.state");
        }
        if (pcs.good("pcs.grid.connected") == 0) {
            return OFF_GRID;
        }
        if (!(soc >= 0 && soc <= 100)) {
            return "its state of charge is not known"
                    + because(battery.input("battery.soc").why());
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
    private static double least(double... limits) {
        double least = Double.NaN;
        for (double limit : limits) {
            if (limit < 0) {
                return Double.NaN;
            }
            least = Double.isNaN(least) || limit < least ? limit : least;
        }
        return least;
    }

    private static double otherwise(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    private static double number(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
