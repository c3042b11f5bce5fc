package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.settings.CoincidentPeak;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.TariffHours;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tariff that names the windows in which the system peaks. */
class CoincidentPeaksTest {

    private static final double TARGET_W = 700_000;
    private static final int MINUTE = 60_000;
    /** The second half-hour window. */
    private static final long PEAK = Site.START + 30 * MINUTE;

    /** Four cabinets of 100 kW and 100 kWh, a tenth of it the reserve. */
    private static Site site(boolean outweighs, double loadW, double soc) {
        return site(hours(outweighs, true), Objective.FIXED, loadW, soc);
    }

    private static TariffHours hours(boolean outweighs, boolean ownPeak) {
        CoincidentPeak peak = new CoincidentPeak(PEAK, PEAK + 30 * MINUTE, outweighs);
        return new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return ownPeak;
            }

            @Override
            public boolean billsOwnPeak() {
                return ownPeak;
            }

            @Override
            public double energyPrice(long utcMillis) {
                return utcMillis < PEAK ? 1 : 50;
            }

            @Override
            public List<CoincidentPeak> coincidentPeaks() {
                return List.of(peak);
            }
        };
    }

    private static Site site(TariffHours hours, Objective objective, double loadW, double soc) {
        double targetW = objective == Objective.FIXED ? TARGET_W : 0;
        Site site = new Site(
                4,
                100_000,
                100_000,
                tuning -> tuning.settings =
                        tuning.settings.withShaving(new ShavingSettings(true, objective, targetW, 1, 0, hours)));
        site.loadW = loadW;
        Arrays.fill(site.socPercent, soc);
        return site;
    }

    private static Decision until(Site site, long utcMillis) {
        Decision decision = site.start();
        while (site.utc < utcMillis) {
            decision = site.after(10);
        }
        return decision;
    }

    @Test
    void aPeakIsShavedAsDeepAsTheBatteriesLastAndNotDeeper() {
        Site site = site(true, 600_000, 60);
        Decision decision = until(site, PEAK + MINUTE);
        // 50 points of 400 kWh for half an hour
        assertThat(decision.powerW()).isCloseTo(400_000, within(1.0));
        assertThat(decision.sentence())
                .isEqualTo(
                        "Discharging 400 kW: the coincident peak of 14:30–15:00 is shaved as deep as the batteries last.");
        Site low = site(true, 600_000, 35);
        assertThat(until(low, PEAK + MINUTE).powerW())
                .as("100 kWh in half an hour")
                .isCloseTo(200_000, within(1000.0));
        assertThat(until(low, PEAK + 29 * MINUTE).powerW()).isCloseTo(200_000, within(1000.0));
        for (double soc : low.socPercent) {
            assertThat(soc).isBetween(10.0, 11.5);
        }
        assertThat(until(low, PEAK + 31 * MINUTE).powerW()).as("it is over").isLessThanOrEqualTo(0);
    }

    @Test
    void nothingIsFedIntoTheGridForIt() {
        Site site = site(true, 150_000, 90);
        assertThat(until(site, PEAK + MINUTE).powerW()).isCloseTo(150_000, within(1.0));
    }

    @Test
    void whatItNeedsIsKeptBeforeWhereItOutweighsThePeakOfTheSite() {
        // 160 kWh above the reserve; the peak will ask for 200 kWh, the window before it for 100 kW.
        Site outweighing = site(true, 800_000, 50);
        Decision kept = until(outweighing, PEAK - MINUTE);
        assertThat(kept.powerW()).isZero();
        assertThat(kept.sentence()).contains("200 kWh are kept for the coincident peak at 14:30");
        Site lighter = site(false, 800_000, 50);
        assertThat(until(lighter, PEAK - MINUTE).powerW())
                .as("the site's own peak first")
                .isGreaterThan(90_000);
    }

    @Test
    void nothingOfLowerRankTakesWhatIsKept() {
        Site site = site(false, 600_000, 50);
        Decision decision = until(site, PEAK - MINUTE);
        assertThat(decision.claim(ClaimKind.DEMAND).maxW()).isZero();
        assertThat(decision.powerW()).isLessThanOrEqualTo(0);
    }

    @Test
    void chargingForItMakesNoPeak() {
        Site site = site(true, 650_000, 20);
        until(site, PEAK);
        assertThat(site.core.state().ratchet().highestW()).isLessThanOrEqualTo(TARGET_W);
    }

    @Test
    void whereOnlyCoincidentPeaksAreBilledThereIsNoTargetAndChargingIsFreeUntilThen() {
        Site site = site(hours(true, false), Objective.ANNUAL, 600_000, 20);
        Decision before = site.start();
        assertThat(before.powerW()).as("whatever the load").isCloseTo(-400_000, within(1.0));
        double stored = site.socPercent[0];
        Decision running = until(site, PEAK + MINUTE);
        assertThat(site.socPercent[0]).isGreaterThan(stored + 20);
        assertThat(running.powerW()).isGreaterThan(150_000);
        assertThat(running.sentence()).contains("is shaved as deep as the batteries last.");
        Decision after = until(site, PEAK + 31 * MINUTE);
        assertThat(after.powerW()).isCloseTo(-400_000, within(1.0));
        assertThat(after.target().watts()).isNaN();
    }

    @Test
    void aTargetFromBeforeIsForgottenUnderATariffOfCoincidentPeaksAlone() {
        Site before = site(hours(true, true), Objective.FIXED, 600_000, 50);
        before.start();
        assertThat(before.core.state().ratchet().targetW()).isEqualTo(TARGET_W);
        ShavingSettings only = new ShavingSettings(true, Objective.ANNUAL, 0, 1, 0, hours(true, false));
        Site site = new Site(4, 100_000, 100_000, tuning -> {
            tuning.settings = tuning.settings.withShaving(only);
            tuning.state = before.core.state();
        });
        assertThat(site.start().target().watts()).isNaN();
    }
}
