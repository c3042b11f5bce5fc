package io.tieline.gateway.neighbour;

import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.message.Announcement;
import io.tieline.site.Role;
import io.tieline.site.SiteDescription;
import io.tieline.site.SiteDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who a gateway is to the others of its site; the same over every path.
 *
 * @param site what all gateways of the site call it
 * @param host the name of this machine
 * @param instance of letters and digits, unlike that of any other start of any gateway
 * @param cabinets the marks of those this one reaches
 */
public record Self(String site, String host, String instance, List<String> cabinets) {

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    public Self {
        cabinets = List.copyOf(cabinets);
    }

    public static Self of(SiteDescription site, Foundation foundation) {
        return new Self(
                site.name(),
                kernelHostName(),
                foundation.instance(),
                Announcement.marks(site.devices().stream()
                        .filter(device -> device.role() == Role.STORAGE)
                        .map(SiteDevice::address)));
    }

    /** As the kernel knows it: nothing is looked up on the network. */
    private static String kernelHostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "unknown host";
        }
    }
}
