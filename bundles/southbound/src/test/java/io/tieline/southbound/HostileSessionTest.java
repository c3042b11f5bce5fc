package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Quality;
import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session breaks its contract in every way it can. */
class HostileSessionTest {

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void theNeighbourIsPolledOnTheDot(Behaviour behaviour) {
        Bench bench = new Bench(2);
        bench.script(0).behaviour = behaviour;
        bench.engine.start();
        bench.time.pass(Duration.ofMinutes(2));
        assertThat(bench.script(1).reads).hasSizeBetween(119, 121);
        assertThat(bench.engine.polls(1).missed()).isZero();
        assertThat(bench.watch.starts)
                .filteredOn(start -> start.device() == 1)
                .allMatch(start -> start.startedNanos() == start.dueNanos());
        assertThat(bench.time.pending()).isLessThan(12);
    }

    @Test
    void anEndTheSessionSaysTwiceDoesNotEndTheNextRead() {
        Bench bench = new Bench(1);
        ScriptedProtocol.Script device = bench.script(0);
        device.behaviour = Behaviour.READ_ENDS_TWICE; // the second time in the middle of the next read
        device.readTakes = Duration.ofMillis(300);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(bench.engine.status(0).roundTripMillis()).isEqualTo(300);
        for (int i = 4; i < device.reads.size(); i++) {
            assertThat(device.reads.get(i) - device.reads.get(i - 1)).isEqualTo(1_000_000_000L);
        }
    }

    @Test
    void aSessionThatStreamsWithoutEndIsCutOffAndNothingMoreOfItReachesTheImage() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(3));
        bench.script(0).behaviour = Behaviour.STREAMS;
        bench.time.pass(Duration.ofMillis(3_600)); // the guard is five timeouts
        assertThat(bench.script(0).closes).isEqualTo(1);
        bench.script(0).behaviour = Behaviour.CONNECT_FAILS;
        long points = bench.engine.pointsRead();
        bench.time.pass(Duration.ofSeconds(60));
        assertThat(bench.engine.pointsRead()).isEqualTo(points);
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.BAD_NO_CONNECTION);
    }

    @Test
    void anErrorOfADriverStopsNobody() {
        Bench bench = new Bench(2);
        bench.script(0).heartbeat = Optional.of(new Heartbeat(Duration.ofSeconds(1), true));
        bench.script(0).heart = done -> {
            throw new StackOverflowError();
        };
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(20));
        assertThat(bench.script(0).beats).hasSize(20);
        assertThat(bench.script(0).reads).hasSizeBetween(19, 21);
        assertThat(bench.script(1).reads).hasSizeBetween(19, 21);
    }
}
