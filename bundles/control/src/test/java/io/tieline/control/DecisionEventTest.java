package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Carrier;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.PowerRange;
import io.tieline.model.Event;
import io.tieline.model.LoadClass;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A decision as the journal keeps it. */
class DecisionEventTest {

    @Test
    void everyNumberOfTheSentenceIsInItsDetail() {
        Site site = new Site(2, 100_000, 200_000, tuning -> tuning.target(700_000));
        site.loadW = 880_000;
        Decision decision = site.start();
        Event event = decision.toEvent();
        assertThat(event.kind()).isEqualTo(Event.Kind.DECISION);
        assertThat(event.source()).isEqualTo("control");
        assertThat(event.utcMillis()).isEqualTo(decision.utcMillis());
        assertThat(event.sentence()).isEqualTo(decision.sentence());
        assertThat(event.detail())
                .containsEntry("mode", "DISCHARGING")
                .containsEntry("binding", "DEMAND")
                .containsEntry("guarded_by", "NOTHING")
                .containsEntry("power", decision.powerW())
                .containsEntry("grid.state", "OK")
                .containsEntry("grid.reason", decision.grid().reason())
                .containsEntry("grid.power", decision.flows().gridW())
                .containsEntry("battery.power", decision.flows().batteryW())
                .containsEntry("load.power", 880_000.0)
                .containsEntry("window.start", Site.START)
                .containsEntry("window.elapsed_s", 1.0)
                .containsEntry("window.mean", decision.window().meanSoFarW())
                .containsEntry("window.allow", decision.window().allowW())
                .containsEntry("window.projected", decision.window().projectedW())
                .containsEntry("window.projected_without", decision.window().projectedWithoutW())
                .containsEntry("target", 700_000.0)
                .containsEntry("target.highest", decision.target().highestW())
                .containsEntry("reserve.minutes", decision.reserve().minutesAvailable())
                .containsEntry("reserve.required_wh", decision.reserve().requiredWh())
                .containsEntry("reserve.available_wh", decision.reserve().availableWh())
                .containsEntry("supply", "GRID")
                .containsEntry("generators", "REST")
                .containsEntry("shed", List.of())
                .containsEntry("shed_w", 0.0)
                .containsEntry("orders", List.of())
                .doesNotContainKey("deliveries");
        assertThat(event.detail().get("setpoints"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .element(1)
                .isEqualTo(Map.of(
                        "cabinet",
                        "cab-2",
                        "released",
                        false,
                        "watts",
                        decision.setpoints().get(1).watts()));
    }

    @Test
    void everyClaimIsKeptWithWhatBecameOfIt() {
        Site site = new Site(2, 100_000, 200_000, tuning -> tuning.target(700_000));
        site.loadW = 880_000;
        Decision decision = site.start();
        Decision.Claim demand = decision.claim(ClaimKind.DEMAND);
        assertThat(decision.toEvent().detail().get("claims"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .hasSize(decision.claims().size())
                .as("an open end is no number")
                .contains(Map.of(
                        "kind",
                        "DEMAND",
                        "outcome",
                        demand.outcome().name(),
                        "reason",
                        demand.reason(),
                        "min",
                        demand.minW(),
                        "preferred",
                        demand.preferredW()));
    }

    @Test
    void anOutageIsKeptWithItsOrdersAndLoadsAndIsAsSevereAsItsWorstAlarm() {
        OutageSite site = new OutageSite(2).reserve(Duration.ofMinutes(10), Duration.ZERO);
        site.load(4, LoadClass.P4, 50_000);
        site.soc = 14;
        site.decide();
        assertThat(site.latest().toEvent().severity()).as("a low reserve").isEqualTo(Severity.MAJOR);
        site.volts = 0;
        for (int tick = 0; tick < 20 && site.latest().orders().isEmpty(); tick++) {
            site.after(0.5);
        }
        Event event = site.latest().toEvent();
        assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(event.detail())
                .containsEntry("mode", "RELEASED")
                .containsEntry("shed", List.of("pdu-1/outlet.4"))
                .containsEntry("shed_w", 50_000.0)
                .containsEntry("supply", Carrier.CABINETS.name());
        assertThat(event.detail().get("orders"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .anyMatch(order -> order.startsWith("switch off pdu-1/outlet.4: "));
        assertThat(event.detail().get("alarms"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("control/" + AlarmType.GRID_LOST.type(), "control/control.load_shed");
        assertThat(event.detail().get("setpoints"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .as("who is released is told no watts")
                .first()
                .isEqualTo(Map.of("cabinet", "cab-1", "released", true));
    }

    @Test
    void nothingWrongIsInformationOnly() {
        Site site = new Site(2, 100_000, 200_000, tuning -> tuning.target(700_000));
        site.loadW = 500_000;
        assertThat(site.start().toEvent().severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aRunningEventIsKeptWithItsAccount() {
        Site site = new Site(2, 100_000, 200_000, tuning -> tuning.target(900_000));
        site.loadW = 500_000;
        site.start();
        LeaseRequest request = new LeaseRequest(
                "dr-7",
                site.utc,
                1,
                3_600,
                0,
                PowerRange.FREE,
                new Curtailment(site.utc, site.utc + 3_600_000, 450_000, 0, 520_000));
        site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
        site.after(1);
        Decision decision = site.after(36);
        assertThat(decision.toEvent().detail().get("deliveries"))
                .isEqualTo(List.of(Map.of(
                        "id",
                        "dr-7",
                        "over",
                        false,
                        "requested",
                        70_000.0,
                        "delivered",
                        70_000.0,
                        "mean",
                        70_000.0,
                        "delivered_wh",
                        700.0,
                        "measured_s",
                        36.0,
                        "elapsed_s",
                        36.0)));
    }

    @Test
    void whoCarriesAndWhoBoundIsSaidInWords() {
        assertThat(Carrier.GENERATORS.label()).isEqualTo("the generators");
        assertThat(ClaimKind.RESERVE.label()).isEqualTo("backup reserve");
    }
}
