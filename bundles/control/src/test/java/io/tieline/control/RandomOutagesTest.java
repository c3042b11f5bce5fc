package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Order;
import io.tieline.control.grid.GridState;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever grid, devices and generator do, in whatever order, some things never happen. */
@Tag("slow")
class RandomOutagesTest {

    private final OutageSite site = new OutageSite(3).reserve(Duration.ofMinutes(6), Duration.ofMinutes(2));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void someThingsNeverHappen(long seed) {
        Random random = new Random(seed);
        site.load(1, LoadClass.P0, 3_000);
        site.load(2, LoadClass.P1, 30_000, true);
        site.load(3, LoadClass.P2, 40_000);
        site.load(4, LoadClass.P3, 60_000);
        site.load(5, LoadClass.P4, 20_000);
        site.baseW = 400_000;
        site.decide();
        double sinceRelease = 1e9;
        boolean wasReleased = false;
        GridState before = site.latest().grid().state();
        for (int i = 0; i < 4_000; i++) {
            disturb(random);
            if (random.nextInt(700) == 0) {
                site.restart();
            }
            double seconds = random.nextInt(20) == 0 ? 30 * random.nextDouble() : 1;
            Decision decision = site.after(seconds);
            String moment = "seed " + seed + " step " + i + " " + decision.sentence();
            GridState state = decision.grid().state();
            if (state != GridState.OK) {
                assertThat(decision.powerW()).as(moment).isLessThanOrEqualTo(0);
            }
            if (site.soc <= 10) {
                assertThat(decision.powerW()).as(moment).isLessThanOrEqualTo(0);
                assertThat(decision.setpoints()).as(moment).noneMatch(setpoint -> setpoint.watts() > 0);
            }
            boolean released = state.releases();
            sinceRelease = released && !wasReleased ? 0 : sinceRelease + seconds;
            if (wasReleased && !released) {
                assertThat(sinceRelease).as(moment).isGreaterThanOrEqualTo(300);
                assertThat(state)
                        .as(moment)
                        .isEqualTo(Double.isNaN(decision.flows().gridW()) ? GridState.DEGRADED : GridState.RECHARGE);
            }
            if (before == GridState.OK) {
                assertThat(state).as(moment).isNotIn(GridState.GEN_STARTING, GridState.ON_GEN, GridState.QUALIFY);
            }
            orders(decision, moment);
            wasReleased = released;
            before = state;
            site.soc = Math.max(2, Math.min(100, site.soc + (random.nextInt(400) == 0 ? 60 : 0)));
        }
        assertThat(site.states).as("the walk saw outages, seed " + seed).contains(GridState.LOST, GridState.QUALIFY);
    }

    private static void orders(Decision decision, String moment) {
        for (Order order : decision.orders()) {
            assertThat(order.target()).as(moment).isNotEqualTo("pdu-1/outlet.1");
            assertThat(order.why()).as(moment).isNotEmpty();
            if (order.kind() == Order.Kind.OUTLET_OFF || order.kind() == Order.Kind.GENERATOR_START) {
                assertThat(decision.grid().state().isOutage()).as(moment).isTrue();
            }
            if (order.kind() == Order.Kind.GENERATOR_STOP) {
                assertThat(decision.grid().state())
                        .as(moment)
                        .isIn(GridState.OK, GridState.RECHARGE, GridState.DEGRADED);
            }
        }
    }

    private void disturb(Random random) {
        if (random.nextInt(150) == 0) {
            site.volts = List.of(230.0, 230.0, 0.0, 140.0, 201.0).get(random.nextInt(5));
        }
        if (random.nextInt(150) == 0 || (site.volts == 0 && random.nextInt(600) == 0)) {
            site.volts = 230;
            site.hertz = 50;
        }
        if (random.nextInt(400) == 0) {
            site.hertz = List.of(50.0, 50.3, 44.0).get(random.nextInt(3));
        }
        if (random.nextInt(100) == 0) {
            site.upsFault = random.nextInt(4) == 0;
        }
        if (random.nextInt(100) == 0) {
            site.meterAnswers = random.nextInt(4) != 0;
        }
        if (random.nextInt(300) == 0) {
            site.engineStarts = random.nextBoolean();
        }
        if (site.engine == Generator.State.RUNNING && random.nextInt(900) == 0) {
            site.engine = Generator.State.FAULT;
        }
        if (random.nextInt(200) == 0) {
            site.outlet(1 + random.nextInt(5)).stuck = random.nextBoolean();
        }
        site.acknowledge = random.nextInt(200) == 0;
        site.baseW = 400_000 + 1_000 * random.nextGaussian();
    }

    /** A suspicion every few seconds must not switch the tariff on and off with it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void evidenceThatFluttersDoesNotFlutterTheState(long seed) {
        Random random = new Random(seed);
        site.decide();
        int changes = 0;
        GridState before = site.latest().grid().state();
        for (int second = 0; second < 3_600; second++) {
            site.upsFault = random.nextInt(3) == 0;
            GridState state = site.after(1).grid().state();
            changes += (state == GridState.OK) != (before == GridState.OK) ? 1 : 0;
            before = state;
        }
        assertThat(changes).as("seed " + seed).isLessThanOrEqualTo(3);
    }
}
