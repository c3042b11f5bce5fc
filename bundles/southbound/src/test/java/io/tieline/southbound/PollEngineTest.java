package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.model.Alarm;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.Severity;
import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PollEngineTest {

    private static final Duration POLL = Duration.ofSeconds(1);

    @Test
    void aDeadAHangingOrAThrowingDeviceDelaysNoOther() {
        Bench bench = new Bench(100);
        Behaviour[] bad = {
            Behaviour.CONNECT_FAILS, Behaviour.CONNECT_HANGS, Behaviour.READ_HANGS, Behaviour.READ_THROWS_IN_A_BATCH
        };
        for (int i = 0; i < 40; i++) {
            bench.script(i * 2).behaviour = bad[i % bad.length];
        }
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(60));
        for (int i = 0; i < 40; i++) {
            assertThat(bench.script(i * 2 + 1).reads).hasSizeBetween(59, 61);
            assertThat(bench.state(i * 2 + 1)).isEqualTo(DeviceStatus.State.ONLINE);
        }
        for (int i = 0; i < 40; i++) {
            assertThat(bench.state(i * 2)).isEqualTo(DeviceStatus.State.OFFLINE);
            // Its image can still be read: no batch was left open.
            assertThat(bench.snapshot(i * 2).usable("pcs.power")).isNaN();
        }
        assertThat(bench.time.pending()).as("timers do not pile up").isLessThan(100 * 4);
    }

    @Test
    void pollsKeepTheirGridAndAreSpreadOverThePeriod() {
        Bench bench = new Bench(4);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(20));
        List<Long> phases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Long> reads = bench.script(i).reads;
            long phase = Math.floorMod(reads.get(5), POLL.toNanos());
            assertThat(reads.subList(5, reads.size())).allMatch(at -> Math.floorMod(at, POLL.toNanos()) == phase);
            phases.add(phase);
        }
        assertThat(phases).containsExactlyInAnyOrder(0L, 250_000_000L, 500_000_000L, 750_000_000L);
        assertThat(bench.script(0).slowReads).hasSize(2);
    }

    @Test
    void afterAStallThereIsOneReadNotABurst() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(5));
        int before = bench.script(0).reads.size();
        bench.time.stall(Duration.ofSeconds(30));
        bench.time.pass(Duration.ofMillis(900));
        assertThat(bench.script(0).reads.size() - before).isEqualTo(1);
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(bench.script(0).reads.size() - before).isBetween(10, 11);
    }

    @Test
    void valuesGoStaleAfterThreePollsAndBadAfterTen() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(10)); // polls at 0, 1 … 10
        bench.time.pass(Duration.ofMillis(500));
        bench.script(0).behaviour = Behaviour.READ_FAILS;
        bench.time.pass(Duration.ofSeconds(3)); // polls 11, 12, 13 failed
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.GOOD);
        assertThat(bench.state(0)).isEqualTo(DeviceStatus.State.DEGRADED);
        bench.time.pass(POLL); // 14: older than three polls
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.UNCERTAIN_STALE);
        assertThat(bench.snapshot(0).usable("pcs.power")).isEqualTo(1000);
        bench.time.pass(Duration.ofSeconds(6)); // 20: ten polls old, not older
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.UNCERTAIN_STALE);
        assertThat(bench.alarms.standing()).isEmpty();
        bench.time.pass(POLL); // 21
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.BAD_TIMEOUT);
        assertThat(bench.quality(0, "pcs.nominal.power"))
                .as("a slow group ages ten times as slowly")
                .isEqualTo(Quality.GOOD);
        assertThat(bench.state(0)).isEqualTo(DeviceStatus.State.OFFLINE);
        bench.time.pass(Duration.ofSeconds(20));
        assertThat(bench.quality(0, "pcs.nominal.power")).isEqualTo(Quality.UNCERTAIN_STALE);
    }

    @Test
    void theAlarmIsRaisedOnceAndClearedOnReturnAndEveryChangeOfStateIsOneEvent() {
        Bench bench = new Bench(1, DeviceKind.UPS);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(5));
        bench.script(0).behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(Duration.ofSeconds(120));
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("comm.lost");
        assertThat(bench.alarms.standing().get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.BAD_NO_CONNECTION);
        bench.script(0).behaviour = Behaviour.GOOD;
        bench.time.pass(Duration.ofSeconds(61));
        assertThat(bench.alarms.standing()).isEmpty();
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.GOOD);
        assertThat(bench.states(0)).hasSize(4);
        assertThat(bench.states(0).get(0)).isEqualTo("cab-0 is online");
        assertThat(bench.states(0).get(1)).startsWith("cab-0 is degraded: Connection reset");
        assertThat(bench.states(0).get(2)).startsWith("cab-0 is offline: Connection reset");
        assertThat(bench.states(0).get(3)).isEqualTo("cab-0 is online");
        assertThat(bench.engine.status(0).sessions()).isGreaterThan(2);
    }

    @Test
    void theEngineAddsItsOwnPointsAndTheyDoNotAge() {
        Bench bench = new Bench(1);
        bench.engine.start();
        DeviceSnapshot before = bench.snapshot(0);
        assertThat(before.usable("device.comm.state")).isZero();
        bench.time.pass(Duration.ofSeconds(3));
        DeviceSnapshot now = bench.snapshot(0);
        assertThat(now.usable("device.comm.state")).isEqualTo(2);
        assertThat(now.text(now.points().indexOf("device.serial"))).isEqualTo("4711");
        bench.script(0).behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(Duration.ofSeconds(200));
        now = bench.snapshot(0);
        assertThat(now.usable("device.comm.state")).isZero();
        assertThat(bench.quality(0, "device.serial")).isEqualTo(Quality.GOOD);
    }

    @Test
    void aDeviceThatIsNotThereIsTriedAgainAtGrowingIntervals() {
        Bench bench = new Bench(1);
        bench.script(0).behaviour = Behaviour.CONNECT_FAILS;
        bench.engine.start();
        bench.time.pass(Duration.ofMinutes(20));
        List<Long> at = bench.script(0).connects;
        for (int i = 1; i < at.size(); i++) {
            double pause = (at.get(i) - at.get(i - 1)) / 1e9;
            double full = Math.min(60, 1L << Math.min(i - 1, 6));
            assertThat(pause).isBetween(full / 2, full);
        }
        assertThat(at).hasSizeBetween(20, 46);
        assertThat(bench.state(0)).isEqualTo(DeviceStatus.State.OFFLINE);
        assertThat(bench.states(0)).hasSize(1);
    }

    @Test
    void aSessionThatNeverAnswersIsClosedAndWhatItSaysLaterIsIgnored() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(3));
        bench.script(0).behaviour = Behaviour.READ_HANGS;
        bench.time.pass(Duration.ofMillis(3_600)); // the guard is five timeouts
        ScriptedProtocol.ScriptedSession late = Objects.requireNonNull(bench.script(0).last);
        assertThat(bench.script(0).closes).isEqualTo(1);
        bench.script(0).behaviour = Behaviour.CONNECT_HANGS;
        SampleTarget target = Objects.requireNonNull(late.target);
        target.begin(0);
        target.put(0, -12345);
        target.commit();
        Objects.requireNonNull(late.listener).completed();
        bench.time.pass(Duration.ofMillis(10));
        assertThat(bench.snapshot(0).usable("pcs.power")).isNotEqualTo(-12345);
        assertThat(bench.state(0)).isEqualTo(DeviceStatus.State.DEGRADED);
    }

    @Test
    void aConnectionThatComesTooLateIsClosed() {
        Bench bench = new Bench(1);
        bench.script(0).behaviour = Behaviour.CONNECT_HANGS;
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(12));
        ScriptedProtocol.Script script = bench.script(0);
        assertThat(bench.engine.status(0).fault()).isNotNull();
        bench.engine.close();
        bench.time.pass(POLL);
        Objects.requireNonNull(script.hanging).complete(bench.protocol.new ScriptedSession(script));
        assertThat(script.closes).isEqualTo(1);
    }

    @Test
    void rubbishFromASessionIsDroppedOrBadNeverANumber() {
        Bench bench = new Bench(1);
        bench.script(0).behaviour = Behaviour.GARBAGE;
        bench.engine.start();
        bench.time.pass(Duration.ofSeconds(3));
        assertThat(bench.quality(0, "pcs.power")).isEqualTo(Quality.BAD_OUT_OF_RANGE);
        assertThat(bench.quality(0, "pcs.power.setpoint")).isEqualTo(Quality.BAD_NEVER_READ);
        bench.engine.close();
        int reads = bench.script(0).reads.size();
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(bench.script(0).reads).hasSize(reads);
        assertThat(bench.time.pending()).isZero();
    }

    @Test
    void statusCountsWhatHappened() {
        Bench bench = new Bench(1);
        bench.engine.start();
        bench.time.pass(Duration.ofMillis(10_500));
        DeviceStatus status = bench.engine.status(0);
        assertThat(status.roundTripMillis()).isCloseTo(20, within(0.1));
        assertThat(status.polls()).isEqualTo(11 + 1);
        assertThat(bench.engine.pointsRead()).isEqualTo(11 * 2 + 1);
        assertThat(Objects.requireNonNull(status.identity()).serial()).isEqualTo("4711");
    }
}
