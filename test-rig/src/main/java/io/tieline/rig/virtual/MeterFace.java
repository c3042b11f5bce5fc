package io.tieline.rig.virtual;

import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.Plant;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** A meter: at the grid connection, or of the load alone. */
final class MeterFace implements Face {

    private static final double PHASE_VOLTS = 230;
    private static final double NOISE_V = 0.1;
    private static final double NOISE_W = 30;
    private static final double NOISE_HZ = 0.003;

    private final String id;
    private final Plant plant;
    private final DoubleSupplier watts;
    /** No two readings of a real meter are the same to the last digit. */
    private final Random noise;

    private double factor = 1;

    MeterFace(String id, Plant plant, DoubleSupplier watts) {
        this.id = id;
        this.plant = plant;
        this.watts = watts;
        this.noise = new Random(id.hashCode());
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
        double volts = plant.grid().voltageShare() > 0
                ? PHASE_VOLTS * plant.grid().voltageShare() + NOISE_V * noise.nextGaussian()
                : 0;
        double actual = watts.getAsDouble();
        double shown = factor * (actual == 0 ? 0 : actual + NOISE_W * noise.nextGaussian());
        Map<String, Double> values = Face.map();
        values.put("meter.power", shown);
        values.put(
                "meter.frequency",
                plant.grid().voltageShare() > 0 ? plant.grid().hertz() + NOISE_HZ * noise.nextGaussian() : 0.0);
        values.put("alarm.phase_sequence", Face.flag(!plant.grid().rotationRight()));
        for (String phase : new String[] {"l1", "l2", "l3"}) {
            values.put("meter.voltage." + phase, volts);
            values.put("meter.current." + phase, volts > 0 ? Math.abs(shown) / 3 / volts : 0);
        }
        values.put("meter.energy.import", Math.abs(factor) * (factor > 0 ? plant.importWh() : plant.exportWh()));
        values.put("meter.energy.export", Math.abs(factor) * (factor > 0 ? plant.exportWh() : plant.importWh()));
        return values;
    }
}
