package io.tieline.site;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A site as its engineer described it, ranges expanded, every value checked.
 *
 * @param name for people
 * @param zone of the tariff and the calendar
 * @param devices in the order of the file; the position is the device's index
 * @param secrets the references among the options of the devices, not followed
 */
public record SiteDescription(String name, ZoneId zone, List<SiteDevice> devices, List<WrittenSecret> secrets) {

    public SiteDescription {
        devices = List.copyOf(devices);
        secrets = List.copyOf(secrets);
    }

    /** The first device with a role. */
    public Optional<SiteDevice> device(Role role) {
        return devices.stream().filter(device -> device.role() == role).findFirst();
    }
}
