package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.Mode;
import io.tieline.control.Decision.Outcome;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.Deliveries.Delivery;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseAnswer.Reason;
import io.tieline.control.lease.LeaseAnswer.Refused;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.CommissioningSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GatewaySettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What upstream asks for, through the whole core. */
class LeasesInControlTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** Four cabinets of 100 kW and 200 kWh at 90 %, a target of 700 kW, ramps of 50 kW/s. */
    private static Site site(double reserveSoc) {
        return new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(700_000);
            tuning.settings = tuning.settings
                    .withGuard(new GuardSettings(50_000, 0, 0.1))
                    .withReserve(new ReserveSettings(Duration.ZERO, reserveSoc, 0, 0, 1));
        });
    }

    private static LeaseAnswer offer(Site site, String id, double ttl, Payload payload) {
        LeaseRequest request = new LeaseRequest(id, site.utc, 1, ttl, 0, PowerRange.FREE, payload);
        LeaseAnswer answer = site.core.offer(request, site.utc, site.nanos);
        if (answer instanceof Accepted accepted) {
            site.core.grant(accepted);
        }
        return answer;
    }

    private static PowerSchedule power(Site site, double watts) {
        return new PowerSchedule(site.utc, Duration.ofHours(1), List.of(watts));
    }

    @Test
    void aScheduleIsFollowedUntilItsLeaseEndsAndThenLocalPolicyGoesOnRamped() {
        Site site = site(10);
        site.loadW = 500_000;
        site.start();
        assertThat(offer(site, "s1", 60, power(site, 200_000))).isInstanceOf(Accepted.class);
        assertThat(site.after(1).powerW()).as("ramped up").isBetween(10_000.0, 110_000.0);
        site.after(10);
        Decision following = site.after(48);
        assertThat(following.powerW()).isCloseTo(200_000, within(1.0));
        assertThat(following.binding()).isEqualTo(ClaimKind.SCHEDULE);
        assertThat(following.sentence())
                .isEqualTo("Discharging 200 kW: lease s1 from upstream wants 200 kW discharged" + " until 14:01.");
        site.nanos += 0;
        Decision expired = site.after(1);
        assertThat(expired.claim(ClaimKind.SCHEDULE).preferredW())
                .as("within one tick")
                .isNaN();
        assertThat(expired.powerW()).as("no cliff").isCloseTo(150_000, within(1.0));
        assertThat(site.after(60).binding()).isNotEqualTo(ClaimKind.SCHEDULE);
    }

    @Test
    void upstreamNeverSpendsReserveOrPeak() {
        Site site = site(85);
        site.loadW = 500_000;
        site.start();
        offer(site, "s1", 3600, power(site, 200_000));
        for (int i = 0; i < 1800; i++) {
            site.after(1);
        }
        for (double soc : site.socPercent) {
            assertThat(soc).isGreaterThan(84.99);
        }
        offer(site, "s2", 3600, new PowerSchedule(site.utc, Duration.ofHours(1), List.of(-400_000.0)));
        site.loadW = 690_000;
        Decision charging = site.after(30);
        assertThat(charging.window().projectedW()).isLessThan(700_000);
        assertThat(charging.powerW()).isGreaterThan(-60_000);
    }

    @Test
    void aRequestBeyondTheLimitsIsClampedWithTheReasonAndBelowTheReserveNothingIsGiven() {
        Site site = site(89.99);
        site.loadW = 500_000;
        site.start();
        Accepted accepted = (Accepted) offer(site, "s1", 600, power(site, 900_000));
        assertThat(accepted.clamped()).singleElement().asString().contains("clamped to what the batteries can do");
        offer(site, "r", 300, new ReserveFloor(95));
        Decision decision = site.after(30);
        assertThat(decision.powerW()).isZero();
        assertThat(decision.claim(ClaimKind.SCHEDULE).outcome()).isEqualTo(Outcome.LIMITED);
        assertThat(decision.sentence()).contains("lease s1").contains(", but the backup reserve of 760 kWh is reached");
    }

    @Test
    void powerIsRefusedWithTheStatesNameWhileTheGridIsLost() {
        Site site = site(10);
        site.loadW = 500_000;
        site.start();
        site.voltage = 0;
        site.firstUps = true;
        site.secondUps = true;
        site.after(1);
        site.after(1);
        Refused refused = (Refused) offer(site, "s1", 600, power(site, 100_000));
        assertThat(refused.reason()).isEqualTo(Reason.GRID_STATE);
        assertThat(refused.why()).isEqualTo(GridState.LOST.label());
    }

    @Test
    void whatIsScheduledForTonightIsNotCutToWhatFullBatteriesTakeNow() {
        Site site = site(10);
        java.util.Arrays.fill(site.socPercent, 100);
        site.loadW = 500_000;
        site.start();
        PowerSchedule tonight = new PowerSchedule(site.utc + 3_600_000, Duration.ofHours(1), List.of(-200_000.0));
        Accepted accepted = (Accepted) offer(site, "night", 7200, tonight);
        assertThat(accepted.clamped()).isEmpty();
        assertThat(accepted.lease().request().payload()).isEqualTo(tonight);
    }

    @Test
    void beforeTheFirstDecisionNothingIsAccepted() {
        Refused refused = (Refused) offer(site(10), "s1", 600, power(site(10), 1));
        assertThat(refused.reason()).isEqualTo(Reason.NOT_IN_CONTROL);
    }

    @Test
    void anEventOverTheDemandWindowAndALowChargeIsObeyedInThatOrderAndToldAsItWas() {
        Site site = site(50);
        java.util.Arrays.fill(site.socPercent, 60);
        site.loadW = 800_000;
        site.start();
        // The window needs 100 kW, the event 300 kW; above the reserve there are 80 kWh for it.
        Curtailment event = new Curtailment(site.utc, site.utc + 1_800_000, 500_000, 0, 800_000);
        offer(site, "dr-7", 3600, event);
        site.after(10);
        Decision both = site.after(1);
        assertThat(both.powerW()).isCloseTo(300_000, within(1.0));
        assertThat(both.binding()).isEqualTo(ClaimKind.CURTAILMENT);
        assertThat(both.sentence())
                .isEqualTo("Discharging 300 kW: event dr-7 limits the import to 500 kW until 14:30.");
        Delivery delivered = both.deliveries().get(0);
        assertThat(delivered.requestedW()).isEqualTo(300_000);
        assertThat(delivered.deliveredW()).isCloseTo(300_000, within(1.0));
        for (int i = 0; i < 1200; i++) {
            site.after(1);
        }
        Decision empty = site.after(1);
        assertThat(empty.powerW()).as("the reserve wins over the event").isCloseTo(0, within(500.0));
        assertThat(empty.claim(ClaimKind.CURTAILMENT).outcome()).isEqualTo(Outcome.LIMITED);
        assertThat(empty.deliveries().get(0).deliveredW()).isCloseTo(0, within(500.0));
        assertThat(empty.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.CURTAILMENT_SHORT);
            assertThat(alarm.text()).contains("dr-7 asks for 300 kW, delivered are");
        });
        assertThat(empty.deliveries().get(0).deliveredWh()).isBetween(70_000.0, 80_000.0);
        Decision over = site.after(1800);
        assertThat(over.significant()).isTrue();
        assertThat(over.deliveries().get(0).over()).isTrue();
        assertThat(site.after(1).deliveries()).isEmpty();
    }

    @Test
    void aLeastDischargeHoldsWhateverTheLoadAndALimitStopsCharging() {
        Site site = site(10);
        site.loadW = 400_000;
        site.start();
        offer(site, "dr", 3600, new Curtailment(site.utc, site.utc + 60_000, INF, 120_000, Double.NaN));
        site.after(10);
        Decision decision = site.after(1);
        assertThat(decision.powerW()).isCloseTo(120_000, within(1.0));
        assertThat(decision.deliveries().get(0).deliveredW()).isCloseTo(120_000, within(1.0));
        site.after(60);
        java.util.Arrays.fill(site.socPercent, 20);
        offer(site, "limit", 300, new Limit(410_000));
        assertThat(site.after(60).powerW()).isBetween(-10_001.0, 0.0);
    }

    @Test
    void theLowerEpochStopsWritingAtOnceAndSaysWhoIsInCharge() {
        Site site = site(10);
        site.loadW = 850_000;
        site.start();
        assertThat(site.core.isInCharge()).isTrue();
        site.core.fence(fence -> fence.hear("spare", 2, false));
        assertThat(site.core.isInCharge()).isFalse();
        Decision decision = site.after(0.1);
        assertThat(decision.mode()).isEqualTo(Mode.RELEASED);
        assertThat(decision.setpoints()).allMatch(Decision.Setpoint::released);
        assertThat(decision.setpoints())
                .extracting(Decision.Setpoint::why)
                .containsOnly("gateway spare with epoch 2 is in charge, this one has epoch 1");
        assertThat(decision.sentence())
                .isEqualTo("No setpoints: gateway spare with epoch 2 is in charge, this one has epoch 1; every cabinet"
                        + " falls back by itself.");
        assertThat(decision.alarms()).extracting(Decision.Alarm::type).contains(AlarmType.FENCED);
        ControlState restored = ControlState.fromMap(site.core.state().toMap());
        ControlCore again = new ControlCore(site.settings, restored);
        assertThat(again.decide(site.situation(), site.utc + 1000, 5).mode())
                .as("also after a restart")
                .isEqualTo(Mode.RELEASED);
        ControlCore raised = new ControlCore(site.settings.withGateway(new GatewaySettings("gateway", 3)), restored);
        assertThat(raised.decide(site.situation(), site.utc + 1000, 5).mode()).isNotEqualTo(Mode.RELEASED);
        assertThat(((Refused) offer(site, "s", 60, power(site, 1))).reason()).isEqualTo(Reason.NOT_IN_CONTROL);
    }

    @Test
    void ofEqualEpochsWhoWasThereFirstStaysAndThisOneGoesOnWhenThatOneHasEnded() {
        Site site = site(10);
        site.loadW = 850_000;
        site.start();
        site.core.fence(fence -> fence.hear("spare", 1, false));
        assertThat(site.after(1).mode()).isEqualTo(Mode.DISCHARGING);
        site.core.fence(fence -> fence.hear("spare", 1, true));
        assertThat(site.after(1).mode()).isEqualTo(Mode.RELEASED);
        ControlCore again = new ControlCore(
                site.settings, ControlState.fromMap(site.core.state().toMap()));
        assertThat(again.decide(site.situation(), site.utc + 1000, 5).mode())
                .as("also after a restart")
                .isEqualTo(Mode.RELEASED);
        site.core.fence(fence -> fence.gone("spare"));
        assertThat(site.after(10).mode()).isEqualTo(Mode.DISCHARGING);
        assertThat(site.after(1).alarms()).extracting(Decision.Alarm::type).doesNotContain(AlarmType.FENCED);
    }

    @Test
    void aGatewayIsInChargeOnceACabinetHasPassedTheTest() {
        Site site = site(1);
        ControlSettings strict = site.settings.withCommissioning(CommissioningSettings.REQUIRED);
        ControlCore untested = new ControlCore(strict, ControlState.initial());
        assertThat(untested.isInCharge()).isFalse();
        untested.decide(site.situation(), site.utc, 1);
        assertThat(untested.startCommissioning("me", List.of("cab-01"), site.utc))
                .isEmpty();
        assertThat(untested.isInCharge()).as("while the test runs").isTrue();
        Commissioning passed = new Commissioning(Map.of("cab-01", 1L), Optional.empty(), Optional.empty());
        ControlCore tested = new ControlCore(strict, ControlState.initial().with(passed));
        assertThat(tested.isInCharge()).isTrue();
    }

    @Test
    void leasesSurviveARestart() {
        Site site = site(10);
        site.loadW = 500_000;
        site.start();
        offer(site, "s1", 600, power(site, 200_000));
        ControlCore again = new ControlCore(
                site.settings, ControlState.fromMap(site.core.state().toMap()));
        again.decide(site.situation(), site.utc + 1000, 5);
        Decision decision = again.decide(site.situation(), site.utc + 11_000, 10_000_000_005L);
        assertThat(decision.powerW()).isCloseTo(200_000, within(1.0));
        assertThat(again.decide(site.situation(), site.utc + 601_000, 600_000_000_005L)
                        .claim(ClaimKind.SCHEDULE)
                        .preferredW())
                .isNaN();
    }
}
