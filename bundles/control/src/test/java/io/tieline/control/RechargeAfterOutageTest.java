package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.grid.GridState;
import io.tieline.control.settings.LimitSettings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After an outage a whole fleet wants to be filled at once; the site must not notice. */
@Tag("slow")
class RechargeAfterOutageTest {

    private static final double CONTRACT_W = 500_000;
    private static final double DELAY_SECONDS = 600;
    private static final double FLEET_W = 40 * 20_000;

    @Test
    void fortyCabinetsWaitThenTakeATenthMoreEveryMinuteAndStayUnderTheContract() {
        OutageSite site = new OutageSite(40).reserve(Duration.ofMinutes(10), Duration.ZERO);
        site.with(site.settings.withLimits(LimitSettings.DEFAULT.withContract(CONTRACT_W)));
        site.hasGenerator = false;
        site.cabinetW = FLEET_W / 40;
        site.capacityWh = 20_000;
        site.baseW = 300_000;
        site.soc = 60;
        site.run(60);
        site.volts = 0;
        site.run(20 * 60);
        site.volts = 230;
        while (site.latest().grid().state() != GridState.RECHARGE) {
            site.after(1);
            assertThat(site.latest().powerW())
                    .as("no charge before the site is back")
                    .isGreaterThanOrEqualTo(0);
        }
        double most = 0;
        for (int second = 1; second < 1800; second++) {
            double charge = -site.after(1).powerW();
            double minutes = Math.max(0, second - DELAY_SECONDS) / 60;
            assertThat(charge)
                    .as("second %s", second)
                    .isLessThanOrEqualTo(Math.min(CONTRACT_W - site.loadW(), 0.1 * minutes * FLEET_W) + 1);
            assertThat(site.latest().window().meanSoFarW()).as("no new peak").isLessThanOrEqualTo(CONTRACT_W);
            most = Math.max(most, charge);
        }
        assertThat(most)
                .as("and they are filled as fast as the contract allows")
                .isGreaterThan(150_000);
    }
}
