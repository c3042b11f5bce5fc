package io.tieline.control.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.document.Problems;
import io.tieline.tariff.BillingCalendar;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.file.TariffLibrary;
import io.tieline.tariff.file.TariffReader;
import io.tieline.tariff.terms.CompiledTariff;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TariffSettingsTest {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
    private static final String HEAD = "tariff: t\ntitle: T\nfacts: F\ncurrency: INR\ntimezone: Asia/Kolkata\n";
    private static final ControlSettings BASE =
            ControlSettings.defaults(ZoneOffset.UTC).withShaving(new ShavingSettings(true, 5e5, 0.8, 1000));

    private static ControlSettings settings(String id) {
        return settings(TariffLibrary.find(id).orElseThrow(), BASE);
    }

    private static ControlSettings read(String text) {
        return settings(TariffReader.read("t", text, new Problems()).orElseThrow(), BASE);
    }

    private static ControlSettings settings(Tariff tariff, ControlSettings base) {
        return TariffSettings.apply(
                new CompiledTariff(tariff, Tariff.MAIN_METER, CompiledTariff.DATA_CENTER_HOURS), NOW, base);
    }

    @Test
    void theTariffDecidesWindowAndObjectiveTheOwnerTheRest() {
        ControlSettings kepco = settings("kepco-hv-as");
        assertThat(kepco.window())
                .isEqualTo(new WindowSettings(Duration.ofMinutes(30), Duration.ZERO, ZoneId.of("Asia/Tokyo")));
        assertThat(kepco.shaving().withHours(TariffHours.ALL))
                .isEqualTo(new ShavingSettings(true, Objective.TRAILING_12, 5e5, 0.8, 1000));
        assertThat(kepco.reserve()).isEqualTo(BASE.reserve());
        assertThat(settings("german-mv-annual").shaving().objective()).isEqualTo(Objective.ANNUAL);
        assertThat(settings("pge-e20-secondary-2014").shaving().objective()).isEqualTo(Objective.MONTHLY);
        assertThat(settings("pge-e20-secondary-2014").window().length()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void agreedPowerIsPaidInAnyCaseAndIsNoHardLimit() {
        ControlSettings tepco = settings("tepco-hv");
        assertThat(tepco.shaving().paidLevelW()).isEqualTo(2e6);
        assertThat(tepco.limits()).isEqualTo(BASE.limits());
        ControlSettings higher = BASE.withShaving(new ShavingSettings(false, 0, 0.9, 3e6));
        assertThat(settings(TariffLibrary.find("tepco-hv").orElseThrow(), higher)
                        .shaving()
                        .withHours(TariffHours.ALL))
                .isEqualTo(new ShavingSettings(false, 0, 0.9, 3e6));
    }

    @Test
    void whatCountsIsWhatTheTariffCounts() {
        TariffHours hours = settings("german-mv-atypical").shaving().hours();
        assertThat(hours.counts(Instant.parse("2026-01-15T15:30:00Z").toEpochMilli()))
                .isTrue();
        assertThat(hours.counts(Instant.parse("2026-01-15T12:00:00Z").toEpochMilli()))
                .isFalse();
        TariffHours always = settings("kepco-hv-as").shaving().hours();
        for (int hour = 0; hour < 24 * 366; hour++) {
            assertThat(always.counts(hour * 3_600_000L)).isTrue();
        }
    }

    @Test
    void ofARatchetItsShareIsPaidForAndOnlyItsBandsAreRemembered() {
        TariffHours all = settings("us-ratchet-80").shaving().hours();
        assertThat(all.carriedShare()).isEqualTo(0.8);
        TariffHours summer = settings("us-summer-ratchet-80").shaving().hours().of("named");
        assertThat(summer.carriedShare()).isEqualTo(0.8);
        long peak = Instant.parse("2026-07-14T22:00:00Z").toEpochMilli();
        long night = Instant.parse("2026-07-14T10:00:00Z").toEpochMilli();
        assertThat(summer.remembers(peak)).isTrue();
        assertThat(summer.remembers(night)).isFalse();
        assertThat(summer.counts(night)).isTrue();
        assertThat(all.remembers(night)).isTrue();
        assertThat(settings("kepco-hv-as").shaving().hours().carriedShare()).isEqualTo(1);
    }

    @Test
    void announcedCoincidentPeaksAreTheWindowsOfItsEvents() {
        String charge = "aggregate: mean-of-events, events: [2026-07-03T16:50, 2026-08-04T16:45], price: ";
        String text = HEAD
                + "components:\n  - {demand: a, window: 15 min, price: 10}\n  - {demand: b, window: 15 min, per: year, "
                + charge;
        long start = Instant.parse("2026-07-03T11:15:00Z").toEpochMilli();
        assertThat(read(text + "20}\n").shaving().hours().of("named").coincidentPeaks())
                .hasSize(2)
                .startsWith(new CoincidentPeak(start, start + 900_000, true));
        assertThat(read(text + "19}\n")
                        .shaving()
                        .hours()
                        .coincidentPeaks()
                        .get(0)
                        .outweighs())
                .as("half of 19 is less than 10")
                .isFalse();
        assertThat(settings("kepco-hv-as").shaving().hours().coincidentPeaks()).isEmpty();
    }

    @Test
    void aTariffOfCoincidentPeaksAloneHasTheirWindowsAndNoPeakOfTheSite() {
        String events = "aggregate: mean-of-events, events: [2026-07-03T16:50], price: 30}\n";
        ControlSettings only = read(HEAD + "components:\n  - {demand: cp, window: 15 min, per: year, " + events);
        assertThat(only.window().length()).isEqualTo(Duration.ofMinutes(15));
        TariffHours hours = only.shaving().hours().of("named");
        assertThat(hours.billsOwnPeak()).isFalse();
        assertThat(hours.coincidentPeaks()).hasSize(1);
        assertThat(hours.counts(hours.coincidentPeaks().get(0).startUtcMillis()))
                .isFalse();
        assertThat(settings("kepco-hv-as").shaving().hours().billsOwnPeak()).isTrue();
    }

    @Test
    void periodsAreThoseOfTheContract() {
        String late = HEAD + "billingDay: 15\nyearStart: 4\ncomponents: [{demand: a, price: 1}]\n";
        assertThat(read(late).shaving().hours().of("named").billing()).isEqualTo(new BillingCalendar(15, 4));
        assertThat(TariffHours.ALL.billing()).isEqualTo(BillingCalendar.USUAL);
    }

    @Test
    void energyCostsWhatTheTariffSaysAtThatHour() {
        TariffHours hours = settings("pge-e20-secondary-2014").shaving().hours();
        assertThat(hours.energyPrice(Instant.parse("2026-07-14T22:00:00Z").toEpochMilli()))
                .as("15:00 of a Tuesday in summer")
                .isEqualTo(0.133);
        assertThat(hours.energyPrice(Instant.parse("2026-07-14T10:00:00Z").toEpochMilli()))
                .as("03:00")
                .isEqualTo(0.075);
        assertThat(hours.energyPrice(Instant.parse("2026-01-13T10:00:00Z").toEpochMilli()))
                .as("03:00 in winter")
                .isEqualTo(0.079);
    }

    @Test
    void windowsBeginOnTheFullHourOfTheMetersClock() {
        String hourly = HEAD + "components: [{demand: a, window: 60 min, price: 1}]\n";
        // India is half an hour off the full UTC hours.
        assertThat(read(hourly).window().offset()).isEqualTo(Duration.ofMinutes(30));
        String late = HEAD + "components: [{demand: a, window: 30 min, offset: 10, price: 1}]\n";
        assertThat(read(late).window().offset()).isEqualTo(Duration.ofSeconds(10));
        String standard = hourly.replace("Asia/Kolkata", "Europe/Berlin") + "clock: standard\n";
        assertThat(read(standard).window().zone()).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(read(standard.replace("standard", "utc")).window().zone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void withoutADemandChargeThereIsNothingToShave() {
        assertThatThrownBy(() -> read(HEAD + "components:\n  - {energy: a, price: 1}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tariff: it bills no demand");
    }
}
