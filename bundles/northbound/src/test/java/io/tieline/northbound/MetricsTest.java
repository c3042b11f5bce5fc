package io.tieline.northbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void namesCarryUnitsNumbersAreLabelsAndBadValuesAreAbsent() {
        LiveImage image = new LiveImage(List.of(new Device(0, "pdu\"3", DeviceKind.PDU)));
        DeviceImage pdu = image.device(0);
        pdu.adopt(PointSet.named(List.of(
                "outlet.1.power", "outlet.2.power", "pdu.energy", "outlet.1.state", "outlet.1.name", "pdu.load")));
        pdu.target().begin(1);
        pdu.target().put(0, 120.5);
        pdu.target().put(1, 7);
        pdu.target().put(2, 1e6);
        pdu.target().put(3, 1);
        pdu.target().putText(4, "rack");
        pdu.target().put(5, 42, Quality.BAD_SENTINEL);
        pdu.target().commit();
        String text = Metrics.prometheus(image);
        assertThat(text.lines())
                .contains(
                        "# TYPE tieline_outlet_power_watts gauge",
                        "tieline_outlet_power_watts{device=\"pdu\\\"3\",n=\"1\"} 120.5",
                        "tieline_outlet_power_watts{device=\"pdu\\\"3\",n=\"2\"} 7.0",
                        "# TYPE tieline_pdu_energy_watt_hours_total counter",
                        "tieline_pdu_energy_watt_hours_total{device=\"pdu\\\"3\"} 1000000.0",
                        "tieline_outlet_state{device=\"pdu\\\"3\",n=\"1\"} 1.0",
                        "tieline_device_points{device=\"pdu\\\"3\",quality=\"bad\"} 1",
                        "tieline_device_points{device=\"pdu\\\"3\",quality=\"good\"} 5");
        assertThat(text).doesNotContain("tieline_pdu_load").doesNotContain("rack");
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE tieline_outlet_power_watts")))
                .hasSize(1);
        assertThat(text).endsWith("\n");
    }
}
