package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static final long SECOND = 1_000_000_000L;

    private static List<DeviceTarget> site(int devices, IntFunction<String> uri, IntFunction<Duration> poll) {
        return IntStream.range(0, devices)
                .mapToObj(i -> Bench.target(new Device(i, "d-" + i, DeviceKind.METER), uri.apply(i), poll.apply(i)))
                .toList();
    }

    private static List<DeviceTarget> alike(int devices) {
        return site(devices, i -> "test://d-" + i, i -> Duration.ofSeconds(1));
    }

    /** Sorted, within one second. */
    private static List<Long> offsets(Spread spread, List<Integer> devices, int group, int groups, long interval) {
        return devices.stream()
                .map(device -> spread.offsetNanos(device, group, groups, interval) % SECOND)
                .sorted()
                .toList();
    }

    private static long largestGap(List<Long> sorted) {
        long largest = sorted.get(0) + SECOND - sorted.get(sorted.size() - 1);
        for (int i = 1; i < sorted.size(); i++) {
            largest = Math.max(largest, sorted.get(i) - sorted.get(i - 1));
        }
        return largest;
    }

    @Property(tries = 200)
    void everyGroupOfManyDevicesLiesEvenlyInTheSecond(
            @ForAll @IntRange(min = 1, max = 1500) int devices, @ForAll @IntRange(min = 0, max = 4) int group) {
        Spread spread = Spread.of(alike(devices));
        List<Integer> all = IntStream.range(0, devices).boxed().toList();
        List<Long> offsets = offsets(spread, all, group, 5, SECOND);
        assertThat(largestGap(offsets)).isLessThanOrEqualTo(SECOND / devices + 2 * Spread.SLOT_NANOS);
        int most = offsets.stream()
                .mapToInt(offset -> Collections.frequency(offsets, offset))
                .max()
                .orElse(0);
        assertThat(most).as("at one moment").isLessThanOrEqualTo(devices / 200 + 2);
    }

    @Property(tries = 200)
    void devicesBehindOneGatewayAreSpreadAgainstEachOther(
            @ForAll @IntRange(min = 2, max = 40) int gateways,
            @ForAll @IntRange(min = 2, max = 32) int units,
            @ForAll long seed) {
        // The units of a gateway stand anywhere in the site description, or in a row.
        List<Integer> gatewayOf = new ArrayList<>(
                IntStream.range(0, gateways * units).map(i -> i / units).boxed().toList());
        if (seed % 3 != 0) {
            Collections.shuffle(gatewayOf, new Random(seed));
        }
        List<DeviceTarget> site =
                site(gateways * units, i -> "test://gw-" + gatewayOf.get(i) + ":502/" + i, i -> Duration.ofSeconds(1));
        Spread spread = Spread.of(site);
        for (int gateway = 0; gateway < gateways; gateway++) {
            int its = gateway;
            List<Integer> devices = IntStream.range(0, site.size())
                    .filter(i -> gatewayOf.get(i) == its)
                    .boxed()
                    .toList();
            List<Long> offsets = offsets(spread, devices, 0, 1, SECOND);
            assertThat(offsets).as("no two at one moment").doesNotHaveDuplicates();
            // A run of Kronecker's sequence leaves no gap wider than 2.2 times the mean.
            assertThat(largestGap(offsets)).isLessThanOrEqualTo((long) (2.2 * SECOND / units) + 3 * Spread.SLOT_NANOS);
        }
    }

    @Test
    void devicesWithLongerIntervalsDoNotMeetTheFastOnes() {
        List<DeviceTarget> site = site(
                100,
                i -> "test://gw:161/" + i,
                i -> Duration.ofSeconds(i % 4 == 0 ? 1 : i % 4 == 1 ? 2 : i % 4 == 2 ? 5 : 10));
        Spread spread = Spread.of(site);
        List<Long> within = IntStream.range(0, 100)
                .mapToObj(i -> spread.offsetNanos(i, 0, 1, site.get(i).poll().toNanos()) % SECOND)
                .toList();
        assertThat(within).doesNotHaveDuplicates();
    }

    @Test
    void slowGroupsAreSpreadOverTheirWholeInterval() {
        Spread spread = Spread.of(alike(1000));
        int[] inSecond = new int[10];
        for (int i = 0; i < 1000; i++) {
            long offset = spread.offsetNanos(i, 3, 5, 10 * SECOND);
            assertThat(offset).isBetween(0L, 10 * SECOND - 1);
            inSecond[(int) (offset / SECOND)]++;
        }
        assertThat(Arrays.stream(inSecond)).allMatch(count -> count >= 90 && count <= 110);
    }

    @Test
    void groupsOfOneDeviceKeepADistance() {
        Spread spread = Spread.of(alike(7));
        List<Long> own = new ArrayList<>();
        for (int group = 0; group < 5; group++) {
            own.add(spread.offsetNanos(3, group, 5, SECOND));
        }
        own.sort(null);
        assertThat(largestGap(own)).isLessThanOrEqualTo(SECOND / 5 + Spread.SLOT_NANOS);
    }

    @Test
    void itIsTheSameAfterEveryStart() {
        Spread one = Spread.of(alike(50));
        Spread other = Spread.of(alike(50));
        for (int i = 0; i < 50; i++) {
            assertThat(one.offsetNanos(i, 2, 3, 10 * SECOND)).isEqualTo(other.offsetNanos(i, 2, 3, 10 * SECOND));
            assertThat(one.connectNanos(i)).isEqualTo(other.connectNanos(i)).isLessThan(SECOND);
        }
    }
}
