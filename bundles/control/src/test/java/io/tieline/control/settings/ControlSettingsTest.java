package io.tieline.control.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.Site;
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

    @Test
    void onASiteThatRunsFasterOnlyWhatTheWiresNeedTakesLonger() {
        ControlSettings usual = ControlSettings.defaults(Site.UTC);
        ControlSettings fast = usual.accelerated(60);
        assertThat(fast.trust().meterFreshSeconds()).isEqualTo(usual.trust().meterFreshSeconds() * 60);
        assertThat(fast.grid().contradictionAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(fast.grid().clearDwell()).isEqualTo(Duration.ofMinutes(2));
        assertThat(fast.grid().meterDwell()).isEqualTo(usual.grid().meterDwell());
        assertThat(fast.commissioning().holdSeconds()).isEqualTo(360);
        assertThat(fast.commissioning().slowestSeconds()).isEqualTo(180);
        assertThat(fast.smoothing().longestDelaySeconds()).isEqualTo(15);
        assertThat(fast.reserve()).isEqualTo(usual.reserve());
        assertThat(usual.accelerated(1)).isEqualTo(usual);
        assertThatThrownBy(() -> usual.accelerated(0.5)).hasMessageStartingWith("factor: ");
    }
}
