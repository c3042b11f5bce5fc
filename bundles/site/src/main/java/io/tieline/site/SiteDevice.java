package io.tieline.site;

import io.tieline.chemistry.Chemistry;
import io.tieline.model.Device;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One device of the site.
 *
 * @param profile id of a profile, or {@code auto}
 * @param poll how often its fast values are read
 * @param timeout how long one exchange may take
 * @param chemistry of a battery; {@link Chemistry#UNSPECIFIED} where the file names none
 * @param area fire area it stands in; empty where the file names none
 * @param options of its protocol as written, references to secrets not resolved
 * @param outlets that may be switched in an outage
 */
public record SiteDevice(
        Device device,
        Role role,
        URI address,
        String profile,
        Duration poll,
        Duration timeout,
        Chemistry chemistry,
        String area,
        Map<String, String> options,
        List<SiteOutlet> outlets) {

    public SiteDevice {
        options = Map.copyOf(options);
        outlets = List.copyOf(outlets);
    }
}
