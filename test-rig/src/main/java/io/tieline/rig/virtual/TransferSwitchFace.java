package io.tieline.rig.virtual;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.Genset;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.TransferSwitch;
import java.util.Map;
import java.util.Set;

/** A transfer switch: source a is the grid, source b the generator. */
record TransferSwitchFace(String id, TransferSwitch model, Plant plant) implements Face {

    @Override
    public DeviceKind kind() {
        return DeviceKind.TRANSFER_SWITCH;
    }

    @Override
    public Map<String, Double> values() {
        boolean generator = plant.genset().map(Genset::isReady).orElse(false);
        Map<String, Double> values = Face.map();
        values.put("ats.active_source", Face.state("ats.active_source", model.onGrid() ? "a" : "b"));
        values.put("ats.preferred_source", Face.state("ats.preferred_source", "a"));
        values.put("ats.source.a.voltage", 400 * plant.grid().voltageShare());
        values.put("ats.source.a.frequency", plant.grid().hertz());
        values.put("ats.source.a.ok", Face.flag(plant.grid().voltageShare() > 0.88));
        values.put("ats.source.b.voltage", generator ? 400.0 : 0.0);
        values.put("ats.source.b.ok", Face.flag(generator));
        values.put("ats.transfer_count", (double) model.transfers());
        return values;
    }

    @Override
    public Set<String> commands() {
        return Set.of("ats.preferred_source.set");
    }

    @Override
    public CommandResult write(Command command, long nanos) {
        model.transfer(command.argument() == Face.state("ats.preferred_source", "a"));
        return new CommandResult.Confirmed(command.argument());
    }
}
