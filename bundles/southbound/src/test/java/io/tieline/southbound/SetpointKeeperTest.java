package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Alarm;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Event;
import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetpointKeeperTest {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration REVERSION = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Bench bench = new Bench(1);
    private final ScriptedProtocol.Script device = bench.script(0);
    private final SetpointKeeper keeper = new SetpointKeeper(bench.engine, 50, REVERSION, TIMEOUT, "control");

    @BeforeEach
    void start() {
        bench.engine.start();
    }

    private void hold(double watts, int ticks) {
        for (int i = 0; i < ticks; i++) {
            keeper.hold(0, watts);
            bench.time.pass(TICK);
        }
    }

    @Test
    void nothingIsWrittenBeforeTheDeviceWasRead() {
        keeper.hold(0, 1000);
        bench.time.pass(Duration.ofMillis(10)); // connected, not read yet
        keeper.hold(0, 1000);
        assertThat(device.writes).isEmpty();
        assertThat(keeper.confirmedWatts(0)).isNaN();
        bench.time.pass(TICK);
        keeper.hold(0, 1000);
        assertThat(device.writes).hasSize(1);
        assertThat(keeper.confirmedWatts(0)).as("adopted until confirmed").isEqualTo(500);
        bench.time.pass(TICK);
        assertThat(keeper.confirmedWatts(0)).isEqualTo(1000);
    }

    @Test
    void aSteadyWishIsWrittenTwicePerReversionTimeAndIsOneEvent() {
        bench.time.pass(TICK);
        hold(1000, 60);
        assertThat(device.writes).hasSize(12);
        assertThat(bench.events.stream().filter(e -> e.kind() == Event.Kind.COMMAND))
                .hasSize(1);
        assertThat(device.writes).allMatch(write -> write.reversion().equals(REVERSION));
    }

    @Test
    void aChangeBeyondTheDeadBandIsWrittenAtOnceAndZeroAlways() {
        bench.time.pass(TICK);
        hold(1000, 1);
        hold(1040, 1);
        assertThat(device.writes).hasSize(1);
        hold(1060, 1);
        hold(20, 1);
        hold(0, 1);
        assertThat(device.writes).extracting(Command::argument).containsExactly(1000.0, 1060.0, 20.0, 0.0);
    }

    @Test
    void whenControlFallsSilentNothingIsWrittenAndTheConfirmationExpires() {
        bench.time.pass(TICK);
        hold(1000, 3);
        int writes = device.writes.size();
        bench.time.pass(Duration.ofSeconds(30));
        assertThat(device.writes).hasSize(writes);
        assertThat(keeper.confirmedWatts(0)).isNaN();
    }

    @Test
    void aRefusalIsAnAlarmUntilTheDeviceTakesItAgain() {
        bench.time.pass(TICK);
        device.answer = command -> new CommandResult.Refused("local mode");
        hold(1000, 10);
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("setpoint.refused");
        assertThat(device.writes).as("not at every tick").hasSizeLessThan(6);
        device.answer = command -> new CommandResult.Confirmed(command.argument());
        hold(1000, 5);
        assertThat(bench.alarms.standing()).isEmpty();
    }

    @Test
    void aReadBackThatDiffersIsReportedAsWhatTheDeviceReallyHolds() {
        bench.time.pass(TICK);
        device.answer = command -> new CommandResult.Confirmed(300);
        hold(1000, 2);
        assertThat(keeper.confirmedWatts(0)).isEqualTo(300);
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("setpoint.refused");
    }

    @Test
    void aSetpointThatSomebodyElseWritesTooIsAnAlarmUntilItStays() {
        bench.time.pass(TICK);
        device.answer = command -> {
            device.values.put("pcs.power.setpoint", command.argument());
            return new CommandResult.Confirmed(command.argument());
        };
        hold(1000, 11);
        for (int i = 0; i < 2; i++) {
            device.values.put("pcs.power.setpoint", -400.0);
            hold(1000, 5);
        }
        assertThat(bench.alarms.standing()).as("twice may be chance").isEmpty();
        device.values.put("pcs.power.setpoint", -400.0);
        hold(1000, 5);
        assertThat(bench.alarms.standing()).extracting(Alarm::type).containsExactly("setpoint.overwritten");
        assertThat(bench.alarms.standing().get(0).text()).contains("has confirmed 1000 W and then holds -400 W");
        hold(1000, 6);
        assertThat(bench.alarms.standing()).isEmpty();
    }

    @Test
    void aDevicesOwnFallbackWasWrittenByNobody() {
        bench.time.pass(TICK);
        device.values.put("pcs.power.setpoint", 0.0);
        hold(1000, 60);
        assertThat(bench.alarms.standing()).isEmpty();
    }

    @Test
    void whatWasReadBeforeTheDeviceConfirmedSaysNothing() {
        device.points = List.of(List.of("pcs.power"), List.of("pcs.power.setpoint", "pcs.nominal.power"));
        device.groups = List.of(new PollGroup(0, "fast", 1), new PollGroup(1, "slow", 100));
        bench.time.pass(TICK);
        hold(1000, 40);
        assertThat(bench.alarms.standing()).isEmpty();
        assertThat(device.writes).hasSizeGreaterThan(5);
    }

    @Test
    void afterAReconnectTheSetpointIsReadThenWrittenAgain() {
        bench.time.pass(TICK);
        hold(1000, 3);
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        hold(1000, 2);
        device.behaviour = Behaviour.GOOD;
        int writes = device.writes.size();
        hold(1000, 3);
        assertThat(device.writes).hasSize(writes + 1);
    }

    @Test
    void anIdempotentCommandIsRepeatedOnceWithinItsTimeoutAnotherIsNot() {
        bench.time.pass(TICK);
        device.answer = command -> new CommandResult.TimedOut("silence");
        CompletableFuture<CommandResult> power = future(Command.power(100, REVERSION, TIMEOUT, "test"));
        bench.time.pass(Duration.ofMillis(1_999));
        assertThat(device.writes).hasSize(2);
        assertThat(power).isNotDone();
        bench.time.pass(Duration.ofMillis(1));
        assertThat(power.join()).isInstanceOf(CommandResult.TimedOut.class);
        device.writes.clear();
        Command toggle = new Command("outlet.1.toggle", Double.NaN, Duration.ZERO, TIMEOUT, "operator");
        CompletableFuture<CommandResult> toggled = future(toggle);
        bench.time.pass(Duration.ofSeconds(3));
        assertThat(toggled.join()).isInstanceOf(CommandResult.TimedOut.class);
        assertThat(device.writes).containsExactly(toggle);
    }

    @Test
    void commandsThatCannotBeDoneAreRefusedWithTheReason() {
        assertThat(why(Command.power(1, REVERSION, TIMEOUT, "test"))).contains("No communication");
        bench.time.pass(TICK);
        assertThat(why(Command.power(1, Duration.ZERO, TIMEOUT, "test"))).contains("reversion");
        assertThat(why(Command.power(Double.NaN, REVERSION, TIMEOUT, "test"))).contains("number of W");
        assertThat(why(new Command("ups.test.start", Double.NaN, Duration.ZERO, TIMEOUT, "test")))
                .contains("pcs.power.set");
        assertThat(device.writes).isEmpty();
    }

    private String why(Command command) {
        return ((CommandResult.Refused) future(command).join()).why();
    }

    private CompletableFuture<CommandResult> future(Command command) {
        CompletionStage<CommandResult> stage = bench.engine.submit(0, command);
        return stage.toCompletableFuture();
    }
}
