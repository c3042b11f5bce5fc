package io.tieline.profile;

import io.tieline.model.DeviceKind;
import java.util.List;
import java.util.Map;

/**
 * How one family of devices is recognised, read and written, compiled from a profile file.
 *
 * @param id unique in the library: {@code apc-smart-ups}
 * @param title for people: {@code APC Smart-UPS with a network card}
 * @param recognition what identifies the family; a device fits if any of them fits
 * @param plan what is read and how
 * @param commands canonical command name pattern → how it is written
 * @param fixed texts the device does not say itself: {@code device.manufacturer} → {@code APC}
 * @param facts where the facts come from
 */
public record Profile(
        String id,
        String title,
        DeviceKind kind,
        List<Recognition> recognition,
        Plan plan,
        Map<String, CommandRule> commands,
        Map<String, String> fixed,
        String facts) {

    public Profile {
        recognition = List.copyOf(recognition);
        commands = Map.copyOf(commands);
        fixed = Map.copyOf(fixed);
    }
}
