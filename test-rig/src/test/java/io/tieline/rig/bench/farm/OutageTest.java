package io.tieline.rig.bench.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The dead are as many as wanted, spread, and dead in every way. */
class OutageTest {

    @Test
    void hitsAsManyAsWantedSpreadEvenly() {
        Outage outage = new Outage(1000, 50);
        int[] hit = IntStream.range(0, 1000).filter(outage::hits).toArray();
        assertThat(hit).hasSize(50);
        for (int i = 1; i < hit.length; i++) {
            assertThat(hit[i] - hit[i - 1]).isEqualTo(20);
        }
        assertThat(IntStream.of(hit).mapToObj(outage::way).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Outage.Way.values());
    }

    @Test
    void hitsNobodyWithoutDead() {
        assertThat(IntStream.range(0, 1000).filter(new Outage(1000, 0)::hits)).isEmpty();
    }
}
