package io.tieline.rig.virtual;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.Genset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A generator set. */
record GensetFace(String id, Genset model) implements Face {

    private static final String START = "genset.start";
    private static final String STOP = "genset.stop";

    @Override
    public DeviceKind kind() {
        return DeviceKind.GENSET;
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = Face.map();
        values.put(
                "genset.state", Face.state("genset.state", model.state().name().toLowerCase(Locale.ROOT)));
        values.put("genset.power", model.powerW());
        values.put("genset.load", model.powerW() / model.ratedW() * 100);
        values.put("genset.voltage", model.isReady() ? 230.0 : 0.0);
        values.put("genset.frequency", model.isReady() ? Genset.HERTZ : 0.0);
        values.put("genset.fuel", 80.0);
        return values;
    }

    @Override
    public Set<String> commands() {
        return Set.of(START, STOP);
    }

    @Override
    public CommandResult write(Command command, long nanos) {
        model.order(command.name().equals(START));
        return new CommandResult.Confirmed(command.argument());
    }
}
