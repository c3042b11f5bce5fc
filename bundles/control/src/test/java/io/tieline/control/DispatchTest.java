package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Situation.Cabinet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DispatchTest {

    private static final ControlSettings SETTINGS =
            ControlSettings.defaults(Site.UTC).withReserve(new ControlSettings.Reserve(Duration.ZERO, 10, 0, 0, 1));

    private final Dispatch dispatch = new Dispatch();

    private static Cabinet cabinet(int i, double soc, double nominal, double charge, double discharge) {
        return new Cabinet(i, "cab-" + i, "", soc, 100_000, nominal, charge, discharge, 0, 0);
    }

    private static Fleet fleet(List<Cabinet> cabinets) {
        return Fleet.of(cabinets, FleetMemory.of(cabinets.size()), SETTINGS, 10);
    }

    private double[] split(double siteW, List<Cabinet> cabinets) {
        double[] parts = new double[cabinets.size()];
        dispatch.split(siteW, fleet(cabinets), FleetMemory.of(cabinets.size()), 0.1, 0, 61_000_000_000L, parts);
        return parts;
    }

    @Property(tries = 5000)
    void theSumIsExactAndNoLimitIsPassed(@ForAll long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(60);
        List<Cabinet> cabinets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double nominal = 10_000 + 200_000 * random.nextDouble();
            double charge = random.nextInt(5) == 0 ? 0 : nominal * random.nextDouble();
            double discharge = random.nextInt(5) == 0 ? 0 : nominal * random.nextDouble();
            Cabinet cabinet = cabinet(i, 100 * random.nextDouble(), nominal, charge, discharge);
            cabinets.add(random.nextInt(6) == 0 ? cabinet.stale() : cabinet);
        }
        Fleet fleet = fleet(cabinets);
        double siteW = fleet.sumLowW() + random.nextDouble() * (fleet.sumHighW() - fleet.sumLowW());
        double[] parts = split(siteW, cabinets);
        assertThat(DoubleStream.of(parts).sum()).isCloseTo(siteW, within(0.001 * Math.abs(siteW) + 1e-6));
        for (int i = 0; i < n; i++) {
            assertThat(parts[i]).isBetween(fleet.lowW()[i] - 1e-9, fleet.highW()[i] + 1e-9);
            assertThat(parts[i] * siteW).as("none works against the others").isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void whatIsBeyondTheFleetIsLeftUndone() {
        assertThat(split(1e9, List.of(cabinet(0, 50, 100, 100, 100), cabinet(1, 50, 100, 100, 60))))
                .containsExactly(100, 60);
    }

    @Test
    void theFullerGivesMoreAndTheEmptierTakesMore() {
        List<Cabinet> cabinets = List.of(cabinet(0, 70, 1000, 1000, 1000), cabinet(1, 60, 1000, 1000, 1000));
        double[] out = split(1200, cabinets);
        double[] in = split(-1200, cabinets);
        assertThat(out[0]).isGreaterThan(out[1]);
        assertThat(in[1]).isLessThan(in[0]);
    }

    @Test
    void aSmallPowerIsGivenByOneCabinetAtAGoodLoad() {
        List<Cabinet> cabinets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            cabinets.add(cabinet(i, 80, 1000, 1000, 1000));
        }
        assertThat(DoubleStream.of(split(300, cabinets)).filter(p -> p > 0)).hasSize(1);
        assertThat(DoubleStream.of(split(1800, cabinets)).filter(p -> p > 0)).hasSize(4);
        assertThat(DoubleStream.of(split(7900, cabinets)).filter(p -> p > 0)).hasSize(8);
    }

    @Test
    void whoRunsKeepsRunningUntilAnotherIsClearlyBetter() {
        FleetMemory memory = FleetMemory.of(2);
        for (double lead : new double[] {0, 4, 8}) {
            List<Cabinet> cabinets =
                    List.of(cabinet(0, 50, 10_000, 10_000, 10_000), cabinet(1, 50 + lead, 10_000, 10_000, 10_000));
            if (lead == 0) {
                memory.following().command(0, cabinets.get(0), 3000, 0);
                memory.following().command(1, cabinets.get(1), 0, 0);
            }
            double[] parts = new double[2];
            dispatch.split(3000, fleet(cabinets), memory, 0.1, 0, 61_000_000_000L, parts);
            assertThat(parts[0]).as("lead of the other %s points", lead).isCloseTo(3000, within(1e-6));
        }
        List<Cabinet> apart = List.of(cabinet(0, 50, 10_000, 10_000, 10_000), cabinet(1, 65, 10_000, 10_000, 10_000));
        double[] parts = new double[2];
        dispatch.split(3000, fleet(apart), memory, 0.1, 0, 61_000_000_000L, parts);
        assertThat(parts[1]).isCloseTo(3000, within(1e-6));
    }

    @Test
    void aThousandCabinetsAreSplitInMicroseconds() {
        Random random = new Random(7);
        List<Cabinet> cabinets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            cabinets.add(cabinet(i, 40 + 40 * random.nextDouble(), 100_000, 100_000, 100_000));
        }
        Fleet fleet = fleet(cabinets);
        FleetMemory memory = FleetMemory.of(1000);
        double[] parts = new double[1000];
        double[] times = new double[400];
        for (int i = 0; i < times.length; i++) {
            long began = System.nanoTime();
            dispatch.split(1e6 * (1 + i % 90), fleet, memory, 0.1, 0, 61_000_000_000L, parts);
            times[i] = (System.nanoTime() - began) / 1e6;
        }
        double median = DoubleStream.of(times).skip(200).sorted().toArray()[100];
        System.out.printf("RESULT dispatch cabinets=1000 median-ms=%.3f%n", median);
        assertThat(median).isLessThan(5);
    }
}
