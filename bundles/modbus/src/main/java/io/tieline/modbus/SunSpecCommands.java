package io.tieline.modbus;

import io.tieline.model.Command;
import java.util.Map;

/** What a SunSpec device can be told. */
final class SunSpecCommands {

    private SunSpecCommands() {}

    static Map<String, Writer> of(SunSpecDevice device) {
        return device.find(704)
                .map(model -> Map.<String, Writer>of(Command.POWER_SET, new PowerSetpoint(model.address())))
                .orElse(Map.of());
    }
}
