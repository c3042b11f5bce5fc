package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Alarm;
import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration REVERSION = Duration.ofSeconds(10);

    private final Bench bench = new Bench(1);
    private final ScriptedProtocol.Script device = bench.script(0);
    private final SetpointKeeper keeper =
            new SetpointKeeper(bench.engine, 50, REVERSION, Duration.ofSeconds(2), "control");

    private void start(boolean always) {
        device.heartbeat = Optional.of(new Heartbeat(Duration.ofSeconds(2), always));
        bench.engine.start();
        bench.time.pass(SECOND);
    }

    private void hold(int ticks) {
        for (int i = 0; i < ticks; i++) {
            keeper.hold(0, 1000);
            bench.time.pass(SECOND);
        }
    }

    @Test
    void itBeatsWhileASetpointIsHeldAndFallsSilentWithTheControl() {
        start(false);
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(device.beats).as("nobody holds anything").isEmpty();
        hold(20);
        long lastWord = bench.time.monotonicNanos() - SECOND.toNanos();
        assertThat(device.beats).hasSize(11);
        for (int i = 1; i < 11; i++) {
            assertThat(device.beats.get(i) - device.beats.get(i - 1)).isEqualTo(2 * SECOND.toNanos());
        }
        bench.time.pass(Duration.ofSeconds(60));
        assertThat(device.beats).allMatch(at -> at < lastWord + REVERSION.toNanos());
        int beats = device.beats.size();
        assertThat(beats).isLessThanOrEqualTo(15);
        hold(1);
        assertThat(device.beats).as("it goes on at once").hasSize(beats + 1);
    }

    @Test
    void anUnconditionalOneBeatsFromTheConnectionOn() {
        start(true);
        bench.time.pass(Duration.ofSeconds(20));
        assertThat(device.beats).hasSize(11);
    }

    @Test
    void neitherAHangingReadNorAFloodDelaysIt() {
        start(true);
        device.behaviour = Behaviour.READ_HANGS;
        for (int i = 0; i < 24; i++) {
            device.news.run();
            bench.time.pass(Duration.ofMillis(100));
        }
        assertThat(device.beats).hasSize(2);
        assertThat(device.beats.get(1) - device.beats.get(0)).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void ifTheDeviceDoesNotTakeItThereIsAnAlarmUntilItDoes() {
        start(true);
        device.heart = done -> done.failed(new DeviceFault(DeviceFault.Kind.REFUSED, "Illegal address."));
        bench.time.pass(Duration.ofSeconds(2));
        assertThat(bench.alarms.standing()).as("one is no loss").isEmpty();
        bench.time.pass(Duration.ofSeconds(2));
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("heartbeat.lost");
        assertThat(bench.alarms.standing().get(0).text()).contains("Illegal address.");
        device.heart = ReadListener::completed;
        bench.time.pass(Duration.ofSeconds(2));
        assertThat(bench.alarms.standing()).isEmpty();
    }

    @Test
    void oneThatHangsOrThrowsIsNoticedAndDoesNotStopThePolls() {
        start(true);
        device.heart = done -> {};
        int reads = device.reads.size();
        bench.time.pass(Duration.ofSeconds(8));
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("heartbeat.lost");
        device.heart = done -> {
            throw new IllegalStateException("driver bug");
        };
        bench.time.pass(Duration.ofSeconds(8));
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("heartbeat.lost");
        assertThat(device.reads.size() - reads).isEqualTo(16);
    }

    @Test
    void anAnswerThatComesAfterTheSessionHasEndedStartsNothing() {
        List<ReadListener> open = new ArrayList<>();
        device.heart = open::add;
        start(true);
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(SECOND.multipliedBy(3));
        device.behaviour = Behaviour.CONNECT_FAILS;
        bench.time.pass(SECOND.multipliedBy(10));
        int beats = device.beats.size();
        open.forEach(beat -> beat.failed(new DeviceFault(DeviceFault.Kind.TIMEOUT, "too late")));
        bench.time.pass(SECOND.multipliedBy(10));
        assertThat(device.beats).hasSize(beats);
    }

    @Test
    void afterTheConnectionBrokeItWaitsForTheControlsNextWord() {
        start(false);
        hold(5);
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(SECOND);
        int beats = device.beats.size();
        device.behaviour = Behaviour.GOOD;
        bench.time.pass(Duration.ofSeconds(5));
        assertThat(bench.engine.status(0).sessions()).isEqualTo(2);
        assertThat(device.beats).hasSize(beats);
        hold(1);
        assertThat(device.beats).hasSize(beats + 1);
        bench.engine.close();
        bench.time.pass(Duration.ofSeconds(20));
        assertThat(device.beats).hasSize(beats + 1);
    }

    @Test
    void theAlarmOfOneSessionIsNotLeftToStandInTheNext() {
        start(true);
        device.heart = done -> done.failed(new DeviceFault(DeviceFault.Kind.REFUSED, "Illegal address."));
        bench.time.pass(Duration.ofSeconds(4));
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("heartbeat.lost");
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(SECOND);
        device.behaviour = Behaviour.GOOD;
        device.heart = ReadListener::completed;
        bench.time.pass(Duration.ofSeconds(5));
        assertThat(bench.engine.status(0).sessions()).isEqualTo(2);
        assertThat(bench.alarms.standing()).isEmpty();
    }
}
