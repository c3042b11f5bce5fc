package io.tieline.rig.virtual;

import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.UpsModel;
import io.tieline.rig.physics.UpsUnit;
import java.util.Map;

/** A UPS. */
record UpsFace(UpsUnit unit) implements Face {

    @Override
    public String id() {
        return unit.id();
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.UPS;
    }

    @Override
    public Map<String, Double> values() {
        UpsModel model = unit.model();
        Map<String, Double> values = Face.map();
        values.put("ups.on_battery", Face.flag(model.onBattery()));
        values.put(
                "ups.mode",
                Face.state("ups.mode", unit.bypassed() ? "maint_bypass" : model.onBattery() ? "battery" : "online"));
        values.put("ups.output.power", model.outputW());
        values.put("ups.load", model.loadPart() * 100);
        values.put("battery.soc", model.soc() * 100);
        values.put("battery.runtime", model.runtimeMinutes() * 60);
        return values;
    }
}
