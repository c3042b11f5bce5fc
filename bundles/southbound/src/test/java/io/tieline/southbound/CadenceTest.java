package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CadenceTest {

    @Property(tries = 500)
    void noPollIsLostOrCountedTwiceAndAllLieOnTheGrid(
            @ForAll @LongRange(min = 1, max = 1000) long interval, @ForAll long seed) {
        Random random = new Random(seed);
        long offset = random.nextLong(interval);
        Cadence cadence = new Cadence(interval, offset);
        long from = random.nextLong(10_000);
        cadence.resume(from);
        long first = cadence.nextNanos();
        assertThat(first).isBetween(from, Math.max(from, offset) + interval - 1);
        long now = from;
        long passed = 0;
        for (int i = 0; i < 50; i++) {
            now += random.nextLong(3 * interval);
            passed += cadence.advance(now);
            assertThat(cadence.nextNanos()).isGreaterThan(now);
            assertThat(Math.floorMod(cadence.nextNanos() - offset, interval)).isZero();
            long due = now < first ? 0 : (now - first) / interval + 1;
            assertThat(passed).isEqualTo(due);
        }
    }
}
