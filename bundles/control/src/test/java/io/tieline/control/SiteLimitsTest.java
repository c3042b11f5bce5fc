package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.demand.LoadTrend;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ShavingSettings;
import org.junit.jupiter.api.Test;

/** The hard limits of the connection: at every instant, above tariff and reserve. */
class SiteLimitsTest {

    private static Site site(LimitSettings limits) {
        return new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(900_000);
            tuning.settings = tuning.settings.withLimits(limits);
        });
    }

    @Test
    void theTightestOfAllIsKeptAndNamed() {
        LimitSettings breaker = new LimitSettings(700_000, 0);
        assertThat(Transformer.tightest(breaker, 1, 0)).isEqualTo(breaker);
        assertThat(Transformer.tightest(breaker.withContract(600_000), 1, 0).importName())
                .isEqualTo("contract power");
        assertThat(Transformer.tightest(breaker.withContract(800_000), 1, 0).importName())
                .isEqualTo("import limit");
        LimitSettings transformer = breaker.withTransformer(500_000, 0);
        assertThat(Transformer.tightest(transformer, 1, Double.NaN).importW()).isEqualTo(500_000);
        assertThat(Transformer.tightest(transformer, 1, 300_000).importW())
                .as("reactive power takes its part")
                .isEqualTo(400_000);
        assertThat(Transformer.tightest(transformer, 1, 300_000).importName()).isEqualTo("limit of the transformer");

        Site site = site(breaker.withContract(600_000));
        site.loadW = 650_000;
        Decision decision = site.start();
        assertThat(decision.powerW()).isCloseTo(50_000, within(1.0));
        assertThat(decision.binding()).isEqualTo(ClaimKind.SITE_LIMIT);
        assertThat(decision.sentence())
                .isEqualTo("Discharging 50.0 kW: the load of 650 kW is above the contract power of 600 kW.");
        site.loadW = 1_050_000;
        assertThat(site.after(1).alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.IMPORT_LIMIT);
            assertThat(alarm.text()).contains("The contract power of 600 kW cannot be kept");
        });
    }

    @Test
    void chargingStaysClearOfTheLimitByWhatAReadingMayBeOff() {
        Site site = new Site(
                4,
                100_000,
                200_000,
                tuning -> tuning.settings = tuning.settings
                        .withShaving(new ShavingSettings(false, 0, 0.9, 0))
                        .withGuard(new GuardSettings(1e9, 500, 0))
                        .withLimits(new LimitSettings(700_000, 0)));
        java.util.Arrays.fill(site.socPercent, 50);
        site.loadW = 650_000;
        site.start();
        assertThat(site.after(1).powerW()).isCloseTo(-49_500, within(1.0));
        site.loadW = 699_800;
        assertThat(site.after(1).powerW()).as("and asks for nothing").isZero();
    }

    @Test
    void aColdTransformerMayCarryMoreForAWhileAndAWarmOneNoMoreThanItsRating() {
        double rated = 1_000_000;
        assertThat(Transformer.allowedVa(1, rated, 30)).isCloseTo(rated, within(1.0));
        assertThat(Transformer.allowedVa(0, rated, 30)).isEqualTo(1.5 * rated);
        assertThat(Transformer.allowedVa(0, rated, 0)).isEqualTo(rated);
        assertThat(Transformer.allowedVa(1.2, rated, 30)).isLessThan(rated);
        // As much as it is allowed, minute after minute, and it never gets warmer than its rating makes it.
        double heat = 0;
        double most = 0;
        for (int minute = 0; minute < 240; minute++) {
            double va = Transformer.allowedVa(heat, rated, 30);
            heat = Transformer.heat(heat, va, rated, 30, 60);
            most = Math.max(most, va);
            assertThat(heat).isLessThanOrEqualTo(1 + 1e-9);
        }
        assertThat(most).isEqualTo(1.5 * rated);
        assertThat(Transformer.allowedVa(heat, rated, 30)).isCloseTo(rated, within(1_000.0));
        assertThat(Transformer.heat(0.3, Double.NaN, rated, 30, 1e6))
                .as("in doubt it is warm")
                .isCloseTo(1, within(1e-6));
        assertThat(Transformer.heat(1, 0, rated, 30, 1800)).isCloseTo(Math.exp(-1), within(1e-9));
    }

    @Test
    void afterAnHourAtHalfLoadTheTransformerLetsAPeakThroughAndThenNoMore() {
        Site site = site(new LimitSettings(Double.POSITIVE_INFINITY, 0).withTransformer(600_000, 30));
        site.loadW = 300_000;
        site.start();
        for (int minute = 0; minute < 120; minute++) {
            site.loadW = 300_000 + minute % 7;
            site.after(60);
        }
        site.loadW = 750_000;
        assertThat(site.after(1).powerW()).as("cool: nothing to do").isLessThanOrEqualTo(0);
        Decision decision = site.after(1);
        for (int minute = 0; minute < 40; minute++) {
            site.loadW = 750_000 + minute % 7;
            decision = site.after(60);
        }
        assertThat(decision.powerW()).as("warm: down to the rating").isCloseTo(150_000, within(5_000.0));
        assertThat(decision.sentence()).contains("is above the limit of the transformer");
    }

    @Test
    void aSteadyRiseIsSeenAMinuteAheadAndFluctuationIsNone() {
        LoadTrend trend = LoadTrend.NONE;
        assertThat(trend.soonW(60)).isNaN();
        for (int second = 0; second < 600; second++) {
            trend = trend.next(500_000 + 100.0 * second, 1);
        }
        assertThat(trend.soonW(60)).isCloseTo(500_000 + 100 * 659, within(100.0));
        assertThat(trend.next(Double.NaN, 1)).isSameAs(trend);
        LoadTrend even = LoadTrend.NONE;
        for (int second = 0; second < 600; second++) {
            even = even.next(500_000 + (second % 2 == 0 ? 20_000 : -20_000), 1);
        }
        assertThat(even.soonW(60)).isCloseTo(500_000, within(2_500.0));
        LoadTrend falling = LoadTrend.NONE;
        for (int second = 0; second < 600; second++) {
            falling = falling.next(500_000 - 100.0 * second, 1);
        }
        assertThat(falling.soonW(60)).isGreaterThanOrEqualTo(500_000 - 100 * 600);
    }

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> LimitSettings.DEFAULT.withContract(0)).hasMessageContaining("limits.contractW");
        assertThatThrownBy(() -> LimitSettings.DEFAULT.withTransformer(-1, 0))
                .hasMessageContaining("limits.transformerVa");
        assertThatThrownBy(() -> LimitSettings.DEFAULT.withTransformer(1, -1))
                .hasMessageContaining("limits.transformerMinutes");
    }
}
