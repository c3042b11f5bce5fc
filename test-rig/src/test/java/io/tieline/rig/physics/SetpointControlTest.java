package io.tieline.rig.physics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.rig.physics.SetpointControl.Setting;
import org.junit.jupiter.api.Test;

class SetpointControlTest {

    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;

    private final SetpointControl control = new SetpointControl(300 * MS);

    @Test
    void aSettingTakesEffectAfterTheResponseDelay() {
        control.write(new Setting(true, 50_000, false, 0, 0), 0);
        assertThat(control.targetW(299 * MS)).isZero();
        assertThat(control.targetW(300 * MS)).isEqualTo(50_000);
    }

    @Test
    void withoutARefreshItRevertsToNothing() {
        control.write(new Setting(true, 50_000, false, 20_000, 10), 0);
        assertThat(control.targetW(9_999 * MS)).isEqualTo(50_000);
        assertThat(control.targetW(10 * S)).isZero();
        assertThat(control.reverted()).isTrue();
    }

    @Test
    void aRefreshInTimeKeepsIt() {
        Setting setting = new Setting(true, -40_000, false, 0, 10);
        for (long second = 0; second < 60; second += 5) {
            control.write(setting, second * S);
            control.targetW(second * S + S);
        }
        assertThat(control.targetW(64 * S)).isEqualTo(-40_000);
        assertThat(control.remainingSeconds(64 * S)).isEqualTo(1);
    }

    @Test
    void theReversionSetpointAppliesWhenItIsEnabled() {
        control.write(new Setting(true, 50_000, true, 20_000, 10), 0);
        control.targetW(S);
        assertThat(control.targetW(11 * S)).isEqualTo(20_000);
    }

    @Test
    void aNewSettingEndsTheReversion() {
        control.write(new Setting(true, 50_000, false, 0, 10), 0);
        control.targetW(S);
        control.targetW(20 * S);
        control.write(new Setting(true, 30_000, false, 0, 10), 21 * S);
        assertThat(control.targetW(22 * S)).isEqualTo(30_000);
    }

    @Test
    void zeroSecondsNeverRevert() {
        control.write(new Setting(true, 50_000, false, 0, 0), 0);
        assertThat(control.targetW(1_000_000 * S)).isEqualTo(50_000);
    }
}
