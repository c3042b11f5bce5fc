package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlSettingsTest {

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> new ControlSettings.Window(Duration.ofMinutes(17), Duration.ZERO, Site.UTC))
                .hasMessageContaining("window.length");
        assertThatThrownBy(() -> new ControlSettings.Shaving(true, -1, 0.9, 0))
                .hasMessageContaining("shaving.initialTargetW");
        assertThatThrownBy(() -> new ControlSettings.Shaving(true, 0, 3, 0)).hasMessageContaining("shaving.carryShare");
        assertThatThrownBy(() -> new ControlSettings.Reserve(Duration.ZERO, 130, 0, 5, 0.96))
                .hasMessageContaining("reserve.minimumSocPercent");
        assertThatThrownBy(() -> new ControlSettings.Limits(0, 0)).hasMessageContaining("limits.importW");
        assertThatThrownBy(() -> new ControlSettings.Guard(Double.NaN, 0, 0))
                .hasMessageContaining("guard.rampWattsPerSecond");
        assertThatThrownBy(() -> new ControlSettings.Recharge(0, 0.1, Duration.ZERO))
                .hasMessageContaining("recharge.powerShare");
    }
}
