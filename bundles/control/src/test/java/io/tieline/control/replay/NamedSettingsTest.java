package io.tieline.control.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.TariffHours;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Settings as a person compares them. */
class NamedSettingsTest {

    private final ControlSettings settings = ControlSettings.defaults(ZoneOffset.UTC)
            .withShaving(ShavingSettings.fixed(700_000))
            .withReserve(new ReserveSettings(Duration.ofMinutes(7), 12, 0, 5, 0.9));

    @Test
    void eachIsNamedByItsPartAndItself() {
        Map<String, Object> named = NamedSettings.of(settings);
        assertThat(named)
                .containsEntry("reserve.minimumSocPercent", 12.0)
                .containsEntry("reserve.time", "PT7M")
                .containsEntry("shaving.enabled", true)
                .containsEntry("grid.enterService.seed", 0L)
                .as("of a list how many it holds")
                .containsEntry("storage.units", 0L)
                .as("a tariff by its text, here none")
                .containsEntry("shaving.hours", TariffHours.ALL.tariff());
        assertThat(named).doesNotContainKeys("reserve", "grid");
    }

    @Test
    void twoSetsDifferInWhatWasChangedOnly() {
        Map<String, Object> before = NamedSettings.of(settings);
        Map<String, Object> after =
                NamedSettings.of(settings.withReserve(settings.reserve().withStorm(true)));
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(name -> !Objects.equals(before.get(name), after.get(name))))
                .containsExactly("reserve.storm");
    }
}
