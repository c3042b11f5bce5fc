package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.RechargeSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.WindowSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlSettingsTest {

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> new WindowSettings(Duration.ofMinutes(17), Duration.ZERO, Site.UTC))
                .hasMessageContaining("window.length");
        assertThatThrownBy(() -> new ShavingSettings(true, -1, 0.9, 0)).hasMessageContaining("shaving.initialTargetW");
        assertThatThrownBy(() -> new ShavingSettings(true, 0, 3, 0)).hasMessageContaining("shaving.carryShare");
        assertThatThrownBy(() -> new ReserveSettings(Duration.ZERO, 130, 0, 5, 0.96))
                .hasMessageContaining("reserve.minimumSocPercent");
        assertThatThrownBy(() -> new LimitSettings(0, 0)).hasMessageContaining("limits.importW");
        assertThatThrownBy(() -> new GuardSettings(Double.NaN, 0, 0)).hasMessageContaining("guard.rampWattsPerSecond");
        assertThatThrownBy(() -> new RechargeSettings(0, 0.1, Duration.ZERO))
                .hasMessageContaining("recharge.powerShare");
    }
}
