package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads nobody planned: what a device reports by itself. */
class OutOfTurnTest {

    private final Bench bench = new Bench(2);
    private final ScriptedProtocol.Script device = bench.script(0);

    @BeforeEach
    void start() {
        bench.engine.start();
        bench.time.pass(Duration.ofMillis(5_300)); // device 0 is polled at whole seconds
        assertThat(bench.watch.starts).isNotEmpty();
    }

    @Test
    void newsAreReadAtOnceAndCountAsNoPoll() {
        int polls = bench.watch.starts.size();
        device.news.run();
        bench.time.pass(Duration.ofMillis(1));
        assertThat(last(device.reads)).isEqualTo(bench.time.monotonicNanos() - 1_000_000);
        assertThat(bench.watch.starts).hasSize(polls);
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(device.reads.subList(device.reads.size() - 10, device.reads.size()))
                .as("the grid goes on")
                .allMatch(at -> Math.floorMod(at, 1_000_000_000L) == 0);
    }

    @Test
    void aFloodOfNewsMakesTwoReadsASecondAndDelaysNobody() {
        int reads = device.reads.size();
        int others = bench.script(1).reads.size();
        for (int i = 0; i < 100_000; i++) { // ten seconds of ten thousand traps a second
            device.news.run();
            bench.time.pass(Duration.ofNanos(100_000));
        }
        assertThat(device.reads.size() - reads).isBetween(10 + 5, 10 + 20);
        assertThat(bench.script(1).reads.size() - others).isEqualTo(10);
        assertThat(bench.watch.starts)
                .filteredOn(start -> start.device() == 1)
                .allMatch(start -> start.startedNanos() == start.dueNanos());
        assertThat(bench.watch.starts)
                .filteredOn(start -> start.device() == 0)
                .as("nor the polls of the device itself by more than one read")
                .allMatch(start -> start.startedNanos() - start.dueNanos() <= 20_000_000);
        assertThat(bench.watch.misses).isEmpty();
    }

    @Test
    void theFloodCostsTheEngineAFewRoundsASecond() {
        long rounds = bench.time.executed();
        for (int i = 0; i < 100_000; i++) {
            device.news.run();
            bench.time.pass(Duration.ofNanos(10_000)); // one second
        }
        assertThat(bench.time.executed() - rounds).isLessThan(40);
    }

    @Test
    void newsDuringAReadLeadToAnotherAfterIt() {
        bench.time.pass(Duration.ofMillis(710)); // in the middle of the read that began at 6 s
        int reads = device.reads.size();
        device.values.put("pcs.power", 4711.0);
        device.news.run();
        bench.time.pass(Duration.ofMillis(600));
        assertThat(device.reads).hasSize(reads + 1);
        assertThat(bench.snapshot(0).usable("pcs.power")).isEqualTo(4711);
    }

    @Test
    void newsOfADeadSessionAreForgotten() {
        device.behaviour = ScriptedProtocol.Behaviour.CONNECTION_BREAKS;
        bench.time.pass(Duration.ofMillis(800));
        Runnable old = device.news;
        int reads = device.reads.size();
        device.behaviour = ScriptedProtocol.Behaviour.CONNECT_HANGS;
        for (int i = 0; i < 100; i++) {
            old.run();
            bench.time.pass(Duration.ofMillis(100));
        }
        assertThat(device.reads).hasSize(reads);
    }

    private static long last(List<Long> times) {
        return times.get(times.size() - 1);
    }
}
