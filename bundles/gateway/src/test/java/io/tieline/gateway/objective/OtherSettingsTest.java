package io.tieline.gateway.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.settings.TariffHours;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** What a record of decisions keeps of a tariff is its text; a replay has nothing else. */
class OtherSettingsTest {

    private static final String DATED =
            """
            tariff: acme
            title: ACME
            facts: test
            currency: JPY
            timezone: Asia/Tokyo
            schedules:
              tou: {bands: [{band: day, hours: 08:00-22:00}]}
            components:
              - {demand: basic, when: tou.day, prices: [{from: 2026-04-01, price: 1900}]}
              - {energy: all, prices: [{from: 2026-04-01, price: 15}]}
            """;

    @Test
    void aTariffWhosePricesBeginOnADateIsReadBackFromARecord() {
        TariffHours hours = OtherSettings.hours(DATED);
        assertThat(hours.tariff()).isEqualTo(DATED);
        assertThat(hours.counts(millis("2026-05-01T08:00:00+09:00"))).isTrue();
        assertThat(hours.counts(millis("2026-05-01T07:30:00+09:00"))).isFalse();
        assertThat(hours.energyPrice(millis("2026-05-01T08:00:00+09:00"))).isEqualTo(15);
    }

    private static long millis(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }
}
