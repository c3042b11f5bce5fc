package io.tieline.control.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Site;
import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EnterServiceTest {

    private static final EnterService SETTINGS = EnterService.DEFAULT;

    @Test
    void theBandOfIeee1547() {
        assertThat(SETTINGS.admits(1, 1, 0)).isTrue();
        assertThat(SETTINGS.admits(0.917, 1.05, 0.1)).isTrue();
        assertThat(SETTINGS.admits(0.917, 1.05, -0.5)).isTrue();
        assertThat(SETTINGS.admits(0.916, 1, 0)).isFalse();
        assertThat(SETTINGS.admits(1, 1.051, 0)).isFalse();
        assertThat(SETTINGS.admits(1, 1, 0.11)).isFalse();
        assertThat(SETTINGS.admits(1, 1, -0.51)).isFalse();
    }

    @Test
    void whatIsNotMeasuredDoesNotHinder() {
        assertThat(SETTINGS.admits(Double.NaN, Double.NaN, Double.NaN)).isTrue();
    }

    @Test
    void sitesComeBackSpreadOverAMinute() {
        double[] delays = LongStream.range(0, 1000)
                .mapToDouble(site -> SETTINGS.withSeed(site).delaySeconds(Site.START))
                .toArray();
        assertThat(DoubleStream.of(delays).min().orElseThrow()).isBetween(0.0, 1.0);
        assertThat(DoubleStream.of(delays).max().orElseThrow()).isBetween(59.0, 60.0);
        assertThat(DoubleStream.of(delays).average().orElseThrow()).isBetween(27.0, 33.0);
        assertThat(SETTINGS.withSeed(7).delaySeconds(Site.START))
                .as("the same in a replay")
                .isEqualTo(SETTINGS.withSeed(7).delaySeconds(Site.START))
                .as("another one next time")
                .isNotEqualTo(SETTINGS.withSeed(7).delaySeconds(Site.START + 1));
        assertThat(SETTINGS.withSpread(Duration.ZERO).delaySeconds(Site.START)).isZero();
    }

    @Test
    void theWaitIsDrawnWithTheFirstStepOfSplitMix64() {
        // Its published test vector: the seed 1234567 gives 6457827717110365317 first.
        assertThat(SETTINGS.withSeed(1_234_567).delaySeconds(0))
                .isCloseTo((6_457_827_717_110_365_317L >>> 11) * 0x1.0p-53 * 60, within(1e-12));
    }

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> SETTINGS.withSpread(Duration.ofSeconds(-1))).hasMessageContaining("spread");
        assertThatThrownBy(() -> new EnterService(1.1, 1.2, 1, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0))
                .hasMessageContaining("enterService.lowVoltage");
        assertThatThrownBy(() -> new EnterService(0.9, 1.1, 0, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0))
                .hasMessageContaining("enterService.belowHz");
    }
}
