package io.tieline.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.chemistry.Chemistry;
import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.site.Role;
import io.tieline.site.SiteDevice;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DepartedDevicesTest {

    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private final DepartedDevices departed = new DepartedDevices(alarms);

    @Test
    void alarmsOfADeviceThatLeftTheSiteEndAndNoOthers() {
        departed.siteHas(List.of(device("ups-1"), device("ups-2")));
        for (String source : List.of("ups-1", "ups-2", "journal")) {
            alarms.raise(source, "comm.lost", Severity.MAJOR, source);
        }

        departed.siteHas(List.of(device("ups-2")));

        assertThat(alarms.standing()).extracting(Alarm::source).containsExactlyInAnyOrder("ups-2", "journal");
    }

    private static SiteDevice device(String id) {
        return new SiteDevice(
                new Device(0, id, DeviceKind.UPS),
                Role.OBSERVED,
                URI.create("snmp://127.0.0.1"),
                "auto",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Chemistry.UNSPECIFIED,
                "",
                Map.of(),
                List.of());
    }
}
