package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Alarm;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.Event;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceAlarmTest {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final DeviceAlarm HOT =
            new DeviceAlarm("alarm.over_temperature", Severity.CRITICAL, "104.3", "Cabinet too hot");
    private static final DeviceAlarm FAN = new DeviceAlarm("alarm.fan_failed", Severity.MINOR, "", "FAN OK");

    private final Bench bench = new Bench(1);
    private final ScriptedProtocol.Script device = bench.script(0);

    @BeforeEach
    void start() {
        device.points = List.of(List.of("pcs.power", HOT.point(), FAN.point()), List.of("pcs.nominal.power"));
        device.alarms = List.of(HOT, FAN);
        bench.engine.start();
        bench.time.pass(POLL.multipliedBy(3));
    }

    private void say(DeviceAlarm alarm, double value) {
        device.values.put(alarm.point(), value);
        bench.time.pass(POLL);
    }

    private List<String> standing() {
        return bench.alarms.standing().stream().map(Alarm::type).toList();
    }

    private long events(Event.Kind kind) {
        return bench.events.stream().filter(event -> event.kind() == kind).count();
    }

    @Test
    void itIsRaisedOnceAndClearedOnceWithTheDevicesWords() {
        assertThat(standing()).isEmpty();
        say(HOT, 1);
        bench.time.pass(POLL.multipliedBy(10));
        assertThat(bench.alarms.standing()).hasSize(1);
        Alarm alarm = bench.alarms.standing().get(0);
        assertThat(alarm.source()).isEqualTo("cab-0");
        assertThat(alarm.type()).isEqualTo("alarm.over_temperature");
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alarm.text()).isEqualTo("104.3: Cabinet too hot");
        say(FAN, 1);
        assertThat(bench.alarms.standing().get(1).text()).isEqualTo("FAN OK");
        say(HOT, 0);
        assertThat(standing()).containsExactly("alarm.fan_failed");
        assertThat(events(Event.Kind.ALARM_RAISED)).isEqualTo(2);
        assertThat(events(Event.Kind.ALARM_CLEARED)).isEqualTo(1);
    }

    @Test
    void aBadFlagLeavesTheAlarmAsItStands() {
        say(HOT, 1);
        say(HOT, Double.NaN);
        assertThat(standing()).containsExactly("alarm.over_temperature");
        say(FAN, Double.NaN);
        assertThat(standing()).containsExactly("alarm.over_temperature");
    }

    @Test
    void onlyAGoodValueEndsAnAlarmAndABadOneSaysNothing() {
        AlarmFlags flags = new AlarmFlags(List.of(HOT), PointSet.named(List.of(HOT.point())), () -> {});
        flags.saw(0, 1, Quality.BAD_DEVICE_FAULT);
        flags.committed();
        assertThat(flags.hasNews()).isFalse();
        flags.saw(0, 1, Quality.UNCERTAIN_SUBSTITUTED);
        flags.committed();
        assertThat(flags.flag(0)).isEqualTo(AlarmFlags.Flag.ON);
        assertThat(flags.hasNews()).isTrue();
        flags.saw(0, 0, Quality.UNCERTAIN_SUBSTITUTED);
        flags.committed();
        assertThat(flags.flag(0)).isEqualTo(AlarmFlags.Flag.ON);
        flags.saw(0, 0, Quality.GOOD);
        flags.committed();
        assertThat(flags.flag(0)).isEqualTo(AlarmFlags.Flag.OFF);
    }

    @Test
    void whenTheDeviceFallsSilentItsAlarmsStayBesideTheLostConnection() {
        say(HOT, 1);
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(Duration.ofMinutes(2));
        assertThat(standing()).containsExactlyInAnyOrder("alarm.over_temperature", "comm.lost");
        device.behaviour = Behaviour.GOOD;
        device.values.put(HOT.point(), 0.0);
        bench.time.pass(Duration.ofMinutes(2));
        assertThat(standing()).isEmpty();
    }

    @Test
    void oneThatANewSessionDoesNotListAnyMoreIsCleared() {
        say(HOT, 1);
        say(FAN, 1);
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        bench.time.pass(POLL);
        device.behaviour = Behaviour.GOOD;
        device.alarms = List.of(FAN);
        bench.time.pass(POLL.multipliedBy(5));
        assertThat(standing()).containsExactly("alarm.fan_failed");
    }

    @Test
    void oneThatEndsWhileTheSiteIsReadAnewIsCleared() {
        say(HOT, 1);
        say(FAN, 1);
        device.values.put(HOT.point(), 0.0);
        bench.restart();
        bench.time.pass(POLL.multipliedBy(3));
        assertThat(standing()).containsExactly("alarm.fan_failed");
        assertThat(events(Event.Kind.ALARM_RAISED)).isEqualTo(2);
    }
}
