package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.TariffHours;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A tariff that counts the demand of some windows only. */
class TariffHoursTest {

    private static final double TARGET_W = 700_000;
    private static final long HALF_HOUR = 1_800_000;

    private static Site site(TariffHours hours) {
        return new Site(
                4,
                100_000,
                100_000,
                tuning -> tuning.settings = tuning.settings.withShaving(
                        new ShavingSettings(true, Objective.MONTHLY, TARGET_W, 0.9, 0, hours)));
    }

    private static Claim demand(Decision decision) {
        return decision.claims().stream()
                .filter(claim -> claim.kind() == ClaimKind.DEMAND)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWindowThatDoesNotCountIsNotShaved() {
        Site site = site(start -> start != Site.START);
        site.loadW = 900_000;
        Decision decision = site.start();
        assertThat(decision.powerW()).isLessThanOrEqualTo(0);
        assertThat(demand(decision).reason()).isEqualTo("the tariff does not count the demand of this window");
        site.after(1799);
        // The next one counts: 200 kW above the target.
        assertThat(site.after(1).powerW()).isCloseTo(200_000, within(2_000.0));
    }

    @Test
    void onlyWhatCountsRaisesTheTarget() {
        assertThat(targetAfterAWindowAt(900_000, start -> start != Site.START)).isEqualTo(TARGET_W);
        assertThat(targetAfterAWindowAt(900_000, start -> start == Site.START)).isGreaterThan(TARGET_W + 50_000);
    }

    /** The batteries are empty, so that the window ends at the load. */
    private static double targetAfterAWindowAt(double loadW, TariffHours hours) {
        Site site = site(hours);
        Arrays.fill(site.socPercent, 10);
        site.loadW = loadW;
        site.decide();
        Decision decision = site.decide();
        for (int minute = 0; minute <= 30; minute++) {
            decision = site.after(60);
        }
        assertThat(site.utc).isGreaterThan(Site.START + HALF_HOUR);
        return decision.target().watts();
    }

    @Test
    void whereNothingCountsBatteriesAreFilledWhateverTheLoad() {
        Site site = site(start -> false);
        site.loadW = 900_000;
        Arrays.fill(site.socPercent, 50);
        assertThat(site.start().powerW()).isCloseTo(-400_000, within(1.0));
    }

    @Test
    void aTariffIsKnownByItsTextAndSaysTheSame() {
        TariffHours nights = new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return windowStartUtcMillis == Site.START;
            }

            @Override
            public double energyPrice(long utcMillis) {
                return 12.5;
            }
        };
        TariffHours named = nights.of("a tariff");
        assertThat(named.tariff()).isEqualTo("a tariff");
        assertThat(named.counts(Site.START)).isTrue();
        assertThat(named.counts(Site.START + HALF_HOUR)).isFalse();
        assertThat(named.energyPrice(Site.START)).isEqualTo(12.5);
        assertThat(TariffHours.ALL.tariff()).isEmpty();
        assertThat(TariffHours.ALL.energyPrice(Site.START))
                .as("it publishes none")
                .isNaN();
    }
}
