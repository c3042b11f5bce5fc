package io.tieline.rig.physics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.commissioning.Look;
import io.tieline.control.settings.CommissioningSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A newcomer tries the commissioning test on the demo's site in real time, with the gateway's own step and tolerance. */
class DemoCommissioningTest {

    private static final int CABINETS = 8;
    private static final double TICK_S = 0.05;
    private static final double LEAST_STEP_W = 2_000;
    private static final double HOUR_S = 3600;

    @ParameterizedTest(name = "seed {0}, from quarter hour {1}")
    @CsvSource({"1, 20", "1, 56", "2, 40", "3, 20", "5, 56"})
    void everyCabinetPasses(long seed, int quarter) {
        List<Cabinet> row = SiteSimulation.seededCabinets(CABINETS, CabinetRating.DEMO, seed);
        LoadTrace trace = LoadTrace.generated(seed).scaledToPeak(3e6);
        SiteSimulation site = new SiteSimulation(trace, quarter, 0, seed, row, List.of(), 0);
        List<String> ids =
                IntStream.range(0, CABINETS).mapToObj(i -> "cab-" + i).toList();
        Commissioning test = Commissioning.NONE.start("operator", ids, 0);
        double[] targets = new double[CABINETS];
        for (int tick = 1; test.running().isPresent() && tick * TICK_S < HOUR_S; tick++) {
            site.step(targets, TICK_S, TICK_S);
            test = test.next(look(site, ids, tick), CommissioningSettings.REQUIRED, LEAST_STEP_W);
            for (int i = 0; i < CABINETS; i++) {
                String id = ids.get(i);
                targets[i] = test.running()
                        .filter(running -> running.cabinet().equals(id))
                        .map(Commissioning.Running::watts)
                        .orElse(0.0);
            }
        }
        assertThat(test.passed()).as(String.valueOf(test.last())).containsOnlyKeys(ids);
    }

    private static Look look(SiteSimulation site, List<String> ids, int tick) {
        long nanos = Math.round(tick * TICK_S * 1e9);
        List<Look.Cabinet> seen = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Cabinet cabinet = site.cabinets().get(i);
            double most = cabinet.rating().powerW();
            seen.add(new Look.Cabinet(ids.get(i), "", most, most, most, cabinet.powerW(), nanos));
        }
        return new Look("", site.gridW(), seen, site.utcMillis(), nanos);
    }
}
