package io.tieline.control.situation;

import io.tieline.model.PointCatalog;
import io.tieline.model.PointDefinition;

/** The points a cabinet is judged by at every decision; where a device has them is looked up once. */
enum CabinetPoint {
    SOC("battery.soc"),
    NOMINAL_POWER("pcs.nominal.power"),
    PCS_CHARGE_LIMIT("pcs.limit.charge.power"),
    BATTERY_CHARGE_LIMIT("battery.limit.charge.power"),
    PCS_DISCHARGE_LIMIT("pcs.limit.discharge.power"),
    BATTERY_DISCHARGE_LIMIT("battery.limit.discharge.power"),
    BATTERY_STATE("battery.state"),
    PCS_MODE("pcs.mode"),
    ACTUAL_CAPACITY("battery.capacity.actual"),
    SOH("battery.soh"),
    RATED_CAPACITY("battery.capacity.rated"),
    COLDEST_CELL("battery.cell.temperature.min"),
    HOTTEST_CELL("battery.cell.temperature.max"),
    BATTERY_TEMPERATURE("battery.temperature"),
    ELECTROLYTE_TEMPERATURE("flow.electrolyte.temperature"),
    LOWEST_CELL("battery.cell.voltage.min"),
    HIGHEST_CELL("battery.cell.voltage.max"),
    PCS_POWER("pcs.power"),
    BATTERY_POWER("battery.power"),
    COMM_STATE("device.comm.state"),
    PCS_STATE("pcs.state"),
    GRID_CONNECTED("pcs.grid.connected");

    static final CabinetPoint[] ALL = values();

    private final String point;
    private final PointDefinition definition;

    CabinetPoint(String point) {
        this.point = point;
        this.definition = PointCatalog.point(point).definition();
    }

    /** Its name in the catalogue. */
    String point() {
        return point;
    }

    PointDefinition definition() {
        return definition;
    }
}
