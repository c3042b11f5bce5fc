package io.tieline.rig.virtual;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.SetpointControl;
import io.tieline.rig.physics.StorageUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A battery cabinet with its own conversion. */
final class CabinetFace implements Face {

    private static final double CELL_VOLTS = 3.3;

    private final StorageUnit unit;
    private double setpointW;
    private final List<Long> writes = new ArrayList<>();

    CabinetFace(StorageUnit unit) {
        this.unit = unit;
    }

    /** Power setpoints that reached it since a moment. */
    long writesSince(long sinceNanos) {
        int first = Collections.binarySearch(writes, sinceNanos);
        return writes.size() - (first < 0 ? -first - 1 : first);
    }

    StorageUnit unit() {
        return unit;
    }

    @Override
    public String id() {
        return unit.id();
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.BATTERY;
    }

    @Override
    public Map<String, Double> values() {
        Cabinet cabinet = unit.cabinet();
        Map<String, Double> values = Face.map();
        values.put("pcs.power", cabinet.powerW());
        values.put("pcs.power.setpoint", setpointW);
        values.put("pcs.state", Face.state("pcs.state", unit.tripped() ? "fault" : "running"));
        values.put("pcs.mode", Face.state("pcs.mode", unit.islanded() ? "grid_forming" : "grid_following"));
        values.put("pcs.grid.connected", Face.flag(!unit.islanded()));
        values.put("pcs.nominal.power", cabinet.rating().powerW());
        values.put("battery.soc", unit.reportedSocPercent());
        values.put("battery.soh", cabinet.health() * 100);
        values.put("battery.capacity.rated", cabinet.rating().energyWh());
        values.put("battery.capacity.actual", cabinet.capacityWh());
        values.put("battery.limit.charge.power", cabinet.chargeLimitW());
        values.put("battery.limit.discharge.power", cabinet.dischargeLimitW());
        values.put("battery.temperature", cabinet.temperatureC());
        values.put("battery.cell.temperature.max", cabinet.temperatureC() + 1.5);
        values.put("battery.cell.voltage.max", CELL_VOLTS + unit.cellSpreadV() / 2);
        values.put("battery.cell.voltage.min", CELL_VOLTS - unit.cellSpreadV() / 2);
        values.put("battery.state", Face.state("battery.state", state()));
        values.put("alarm.gas_detected", Face.flag(unit.gas()));
        return values;
    }

    private String state() {
        double watts = unit.cabinet().powerW();
        if (unit.tripped()) {
            return "fault";
        }
        if (Math.abs(watts) < 100) {
            return "standby";
        }
        return watts > 0 ? "discharging" : "charging";
    }

    @Override
    public Set<String> commands() {
        return Set.of(Command.POWER_SET);
    }

    @Override
    public void refused(Command command, long nanos) {
        writes.add(nanos);
    }

    @Override
    public CommandResult write(Command command, long nanos) {
        writes.add(nanos);
        setpointW = command.argument();
        unit.control()
                .write(
                        new SetpointControl.Setting(
                                true,
                                command.argument(),
                                true,
                                0,
                                command.reversion().toMillis() / 1000.0),
                        nanos);
        return new CommandResult.Confirmed(command.argument());
    }
}
