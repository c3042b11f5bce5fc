package io.tieline.rig.virtual;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceKind;
import io.tieline.rig.physics.Outlets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A power distribution unit with switched and metered outlets. */
record PduFace(String id, Outlets outlets) implements Face {

    @Override
    public DeviceKind kind() {
        return DeviceKind.PDU;
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = Face.map();
        values.put("pdu.power", outlets.powerW());
        for (int outlet = 1; outlet <= outlets.count(); outlet++) {
            values.put(
                    "outlet." + outlet + ".state", Face.state("outlet.1.state", outlets.saysOn(outlet) ? "on" : "off"));
            values.put("outlet." + outlet + ".power", outlets.powerW(outlet));
        }
        return values;
    }

    @Override
    public Set<String> commands() {
        return IntStream.rangeClosed(1, outlets.count())
                .mapToObj(outlet -> "outlet." + outlet + ".switch")
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CommandResult write(Command command, long nanos) {
        outlets.command(Integer.parseInt(command.name().split("\\.")[1]), command.argument() != 0);
        return new CommandResult.Confirmed(command.argument());
    }
}
