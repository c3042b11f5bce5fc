package io.tieline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.ControlSettings.Objective;
import io.tieline.control.ControlSettings.Shaving;
import io.tieline.control.ControlSettings.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ShavingTariffTest {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
    private static final Shaving FORM = new Shaving(true, 5e5, 0.8, 1000);

    private static final String HEAD = "tariff: t\ntitle: T\nfacts: F\ncurrency: INR\ntimezone: Asia/Kolkata\n";

    private static ShavingTariff tariff(String text) {
        return ShavingTariff.of(text, NOW);
    }

    @Test
    void aShippedTariffIsNamed() {
        ShavingTariff kepco = tariff(" kepco-hv-as\n");
        assertThat(kepco.window())
                .isEqualTo(new Window(Duration.ofMinutes(30), Duration.ZERO, ZoneId.of("Asia/Tokyo")));
        assertThat(kepco.shaving(FORM)).isEqualTo(new Shaving(true, Objective.TRAILING_12, 5e5, 0.8, 1000));
        assertThat(tariff("german-mv-annual").shaving(FORM).objective()).isEqualTo(Objective.ANNUAL);
        assertThat(tariff("pge-e20-secondary-2014").window().length()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void agreedPowerIsPaidInAnyCase() {
        // 2,000 kW
        assertThat(tariff("tepco-hv").shaving(FORM).paidLevelW()).isEqualTo(2e6);
        Shaving higher = new Shaving(false, 0, 0.9, 3e6);
        assertThat(tariff("tepco-hv").shaving(higher)).isEqualTo(new Shaving(false, Objective.MONTHLY, 0, 0.9, 3e6));
    }

    @Test
    void windowsBeginOnTheFullHourOfTheSite() {
        String hourly = HEAD + "components: [{demand: a, window: 60 min, price: 1}]\n";
        // India is half an hour off the full UTC hours
        assertThat(tariff(hourly).window().offset()).isEqualTo(Duration.ofMinutes(30));
        String late = HEAD + "components: [{demand: a, window: 30 min, offset: 10, price: 1}]\n";
        assertThat(tariff(late).window().offset()).isEqualTo(Duration.ofSeconds(10));
        String standard = hourly.replace("Asia/Kolkata", "Europe/Berlin") + "clock: standard\n";
        assertThat(tariff(standard).window().zone()).isEqualTo(ZoneOffset.ofHours(1));
    }

    @Test
    void whatIsNoTariffIsRefusedWithTheReason() {
        assertThatThrownBy(() -> tariff("kepko"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tariff: there is no shipped tariff \"kepko\"")
                .hasMessageContaining("german-mv-annual, kepco-hv-as");
        assertThatThrownBy(() -> tariff(HEAD + "components:\n  - {demand: a, ratchet: 3, price: 1}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tariff:7:26: ratchet is out of range; use a value from 0.01 to 1");
        assertThatThrownBy(() -> tariff(HEAD + "components:\n  - {energy: a, price: 1}\n"))
                .hasMessage("tariff: t bills no demand at grid, so there is no peak to shave");
    }
}
