package io.tieline.rig.virtual;

import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.Plant;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** A meter: at the grid connection, or of the load alone. */
final class MeterFace implements Face {

    private static final double PHASE_VOLTS = 230;

    private final String id;
    private final Plant plant;
    private final DoubleSupplier watts;
    private double factor = 1;

    MeterFace(String id, Plant plant, DoubleSupplier watts) {
        this.id = id;
        this.plant = plant;
        this.watts = watts;
    }

    /** A wrong CT ratio, or -1 for a CT that is mounted the wrong way round. */
    void factor(double wrong) {
        factor = wrong;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.METER;
    }

    @Override
    public Map<String, Double> values() {
        double volts = PHASE_VOLTS * plant.grid().voltageShare();
        double shown = factor * watts.getAsDouble();
        Map<String, Double> values = Face.map();
        values.put("meter.power", shown);
        values.put("meter.frequency", plant.grid().hertz());
        for (String phase : new String[] {"l1", "l2", "l3"}) {
            values.put("meter.voltage." + phase, volts);
            values.put("meter.current." + phase, volts > 0 ? Math.abs(shown) / 3 / volts : 0);
        }
        values.put("meter.energy.import", Math.abs(factor) * (factor > 0 ? plant.importWh() : plant.exportWh()));
        values.put("meter.energy.export", Math.abs(factor) * (factor > 0 ? plant.exportWh() : plant.importWh()));
        return values;
    }
}
