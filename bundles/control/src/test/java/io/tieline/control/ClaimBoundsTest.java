package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much, and how little, each objective lets the batteries give. */
class ClaimBoundsTest {

    private static Site site(double reserveSoc, double efficiency) {
        return new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(900_000);
            tuning.settings = tuning.settings
                    .withReserve(new ReserveSettings(Duration.ZERO, reserveSoc, 0, 0, efficiency))
                    .withLimits(new LimitSettings(700_000, 50_000));
        });
    }

    @Test
    void theReserveLetsOutWhatReachesTheLoadOfTheEnergyAboveIt() {
        Site site = site(89.99, 0.8);
        site.loadW = 500_000;
        Claim claim = site.start().claim(ClaimKind.RESERVE);
        // 0.01 % of 800 kWh are 80 Wh; a decision may stand for 10 s.
        assertThat(claim.maxW()).isCloseTo(80 * 360 * 0.8, within(1.0));
        assertThat(claim.reason()).contains("above the backup reserve");
    }

    @Test
    void atTheReserveNothingIsLetOut() {
        Site site = site(90, 0.8);
        site.loadW = 500_000;
        Claim claim = site.start().claim(ClaimKind.RESERVE);
        assertThat(claim.maxW()).isZero();
        assertThat(claim.reason()).isEqualTo("the backup reserve of 720 kWh is reached");
    }

    @Test
    void theBatteriesMayGiveWhatTheLoadAndTheExportLimitTake() {
        Site site = site(10, 1);
        site.loadW = 20_000;
        assertThat(site.start().claim(ClaimKind.SITE_LIMIT).maxW()).isCloseTo(70_000, within(1.0));
    }

    @Test
    void withoutATargetTheFirstWindowIsObservedAndNothingChargesIntoIt() {
        Site site = new Site(
                4,
                100_000,
                200_000,
                tuning -> tuning.settings = tuning.settings.withShaving(new ShavingSettings(true, 0, 0.9, 0)));
        site.loadW = 500_000;
        Claim claim = site.start().claim(ClaimKind.DEMAND);
        assertThat(claim.minW()).isZero();
        assertThat(claim.reason()).isEqualTo("no demand target yet: the first window is observed");
    }

    @Test
    void withoutPeakShavingDemandBindsNothing() {
        Site site = new Site(
                4,
                100_000,
                200_000,
                tuning -> tuning.settings = tuning.settings.withShaving(new ShavingSettings(false, 0, 0.9, 0)));
        site.loadW = 500_000;
        Claim claim = site.start().claim(ClaimKind.DEMAND);
        assertThat(claim.minW()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(claim.reason()).isEqualTo("peak shaving is off");
    }

    @ParameterizedTest(name = "import {0}, discharge {1}")
    @CsvSource({
        "400000, 0, 100000, limits the import to 400 kW until",
        "Infinity, 60000, 60000, e wants 60.0 kW discharged until",
        "400000, 150000, 150000, limits the import to 400 kW wants 150 kW discharged until",
        "400000, 60000, 100000, limits the import to 400 kW wants 60.0 kW discharged until",
        "600000, 0, -100000, limits the import to 600 kW until"
    })
    void anEventGetsTheMoreDemandingOfImportLimitAndDischarge(
            double importW, double dischargeW, double leastW, String words) {
        Site site = site(10, 1);
        site.loadW = 500_000;
        site.start();
        Claim claim = granted(site, new Curtailment(site.utc, site.utc + 1_800_000, importW, dischargeW, 500_000));
        assertThat(claim.minW()).isCloseTo(leastW, within(1.0));
        assertThat(claim.reason()).contains(words);
    }

    @Test
    void aLimitOfTheGridOperatorIsKeptAndNamedByItsLease() {
        Site site = site(10, 1);
        site.loadW = 500_000;
        site.start();
        Claim claim = granted(site, new Limit(400_000));
        assertThat(claim.minW()).isCloseTo(100_000, within(1.0));
        assertThat(claim.reason()).isEqualTo("lease e limits the import to 400 kW");
    }

    private static Claim granted(Site site, Payload payload) {
        LeaseRequest request = new LeaseRequest("e", site.utc, 1, 1800, 0, PowerRange.FREE, payload);
        site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
        return site.after(1).claim(ClaimKind.CURTAILMENT);
    }
}
