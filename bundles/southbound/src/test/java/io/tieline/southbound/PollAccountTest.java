package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals of groups, and what the engine says about its own punctuality. */
class PollAccountTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void everyGroupHasItsOwnIntervalWhateverTheDevicesPollIs() {
        Bench bench = new Bench(3);
        for (int i = 0; i < 3; i++) {
            bench.script(i).groups = List.of(
                    new PollGroup(0, "fast", Duration.ofMillis(250)),
                    new PollGroup(1, "own", Duration.ofMillis(3_500)));
        }
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(100));
        for (int i = 0; i < 3; i++) {
            int device = i;
            List<Bench.Watch.Start> own = bench.watch.starts.stream()
                    .filter(start -> start.device() == device && start.group() == 1)
                    .toList();
            assertThat(own).hasSizeBetween(27, 29);
            for (int k = 1; k < own.size(); k++) {
                assertThat(own.get(k).dueNanos() - own.get(k - 1).dueNanos()).isEqualTo(3_500_000_000L);
            }
            assertThat(bench.script(i).reads).hasSizeBetween(396, 401);
        }
        assertThat(bench.watch.misses).isEmpty();
    }

    @Test
    void whatIsDueIsEitherStartedOrMissed() {
        Bench bench = new Bench(1);
        bench.script(0).behaviour = Behaviour.READ_IS_SLOW; // 1.5 s where 1 s is asked for
        bench.script(0).groups = List.of(new PollGroup(0, "fast", 1));
        bench.script(0).points = List.of(List.of("pcs.power"));
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(60));
        PollFigures polls = bench.engine.polls(0);
        assertThat(polls.due()).isBetween(58L, 60L);
        assertThat(polls.started()).isBetween(38L, 41L);
        assertThat(bench.watch.starts).hasSize((int) polls.started());
        assertThat(bench.watch.misses)
                .isNotEmpty()
                .allMatch(miss -> miss.cause() == PollWatch.Cause.DEVICE_BUSY && miss.polls() == 1);
        assertThat(bench.watch.starts).allMatch(start -> start.startedNanos() >= start.dueNanos());
        assertThat(bench.engine.polls()).isEqualTo(polls);
    }

    @Test
    void aStallOfTheEngineIsItsOwnFault() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofMillis(5_500));
        long started = bench.engine.polls(0).started();
        bench.time.stall(Duration.ofSeconds(5)); // 6 … 10 are due, 10.5 is now
        bench.time.pass(Duration.ofMillis(1));
        assertThat(bench.watch.misses).containsExactly(new Bench.Watch.Miss(0, 0, 4, PollWatch.Cause.ENGINE_LATE));
        assertThat(bench.engine.polls(0).started()).isEqualTo(started + 1);
        Bench.Watch.Start late = bench.watch.starts.get(bench.watch.starts.size() - 1);
        assertThat(late.startedNanos() - late.dueNanos()).isEqualTo(SECOND / 2);
    }

    @Test
    void aDeviceThatIsAwayMissesNothingAndCostsNothingButItsAttempts() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(5));
        bench.script(0).behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(Duration.ofSeconds(1));
        bench.script(0).behaviour = Behaviour.CONNECT_FAILS;
        bench.time.pass(Duration.ofSeconds(200)); // the slow group is lost after 110 s
        assertThat(bench.engine.status(0).state()).isEqualTo(DeviceStatus.State.OFFLINE);
        PollFigures polls = bench.engine.polls(0);
        long rounds = bench.time.executed();
        int attempts = bench.script(0).connects.size();
        bench.time.pass(Duration.ofHours(1));
        assertThat(bench.time.executed() - rounds)
                .isEqualTo(bench.script(0).connects.size() - attempts);
        assertThat(bench.engine.polls(0)).isEqualTo(polls);
    }

    @Test
    void aSteadyDeviceCostsOneRoundOfTheEnginePerPoll() {
        Bench bench = new Bench(1);
        bench.script(0).groups = List.of(new PollGroup(0, "fast", 1));
        bench.script(0).points = List.of(List.of("pcs.power"));
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(15));
        long rounds = bench.time.executed();
        bench.time.pass(Duration.ofSeconds(100));
        assertThat(bench.time.executed() - rounds)
                .as("one timer and one answer each")
                .isEqualTo(200);
    }

    @Test
    void devicesThatShareAMomentShareARound() {
        Bench bench = new Bench(1000);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(5));
        long rounds = bench.time.executed();
        bench.time.pass(Duration.ofSeconds(10));
        // 11 000 reads, each with the answer's own task; the fast ones begin at 200 moments a second, so do the slow
        // ones.
        assertThat(bench.time.executed() - rounds).isBetween(11_000L, 11_000L + 10 * 200 + 100);
        assertThat(bench.watch.misses).isEmpty();
    }
}
