package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.PointCatalog;
import io.tieline.southbound.ScriptedProtocol.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands before a write and what comes after it. */
class InterlockTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Command SWITCH = new Command("outlet.1.switch", 1, Duration.ZERO, TIMEOUT, "operator");

    private final Bench bench = new Bench(1);
    private final ScriptedProtocol.Script device = bench.script(0);

    @BeforeEach
    void start() {
        device.points = List.of(
                List.of("pcs.power", "pcs.power.setpoint", "pcs.state"), List.of("outlet.1.state", "outlet.1.locked"));
        state("running");
        device.groups = List.of(new PollGroup(0, "fast", 1), new PollGroup(1, "slow", Duration.ofMillis(1_500)));
        bench.engine.start();
        bench.time.pass(Duration.ofMillis(3_300));
    }

    private void state(String state) {
        double code = PointCatalog.point("pcs.state").definition().stateValue(state);
        device.values.put("pcs.state", code);
    }

    private CompletableFuture<CommandResult> submit(Command command) {
        return bench.engine.submit(0, command).toCompletableFuture();
    }

    private static Command power(double watts) {
        return Command.power(watts, Duration.ofSeconds(10), TIMEOUT, "test");
    }

    private static String why(CompletableFuture<CommandResult> result) {
        return ((CommandResult.Refused) result.join()).why();
    }

    @Test
    void afterAWriteItsEffectIsReadAtOnce() {
        int reads = device.reads.size();
        CompletableFuture<CommandResult> result = submit(power(1000));
        bench.time.pass(Duration.ofMillis(30));
        assertThat(result.join()).isInstanceOf(CommandResult.Confirmed.class);
        assertThat(device.reads).hasSize(reads + 1);
    }

    @Test
    void aSwitchAsksForTheLockBeforeAndTheStateAfter() {
        int slow = device.slowReads.size();
        CompletableFuture<CommandResult> result = submit(SWITCH);
        bench.time.pass(Duration.ofMillis(10));
        assertThat(device.slowReads).hasSize(slow + 1);
        assertThat(device.writes).as("not before the lock was read").isEmpty();
        bench.time.pass(Duration.ofMillis(50));
        assertThat(device.writes).hasSize(1);
        assertThat(device.slowReads).hasSize(slow + 2);
        assertThat(result.join()).isInstanceOf(CommandResult.Confirmed.class);
    }

    @Test
    void aLockedOutletIsNotSwitchedThoughItWasFreeWhenItWasReadLast() {
        device.values.put("outlet.1.locked", 1.0);
        CompletableFuture<CommandResult> result = submit(SWITCH);
        bench.time.pass(Duration.ofMillis(50));
        assertThat(why(result)).contains("outlet.1.locked");
        assertThat(device.writes).isEmpty();
    }

    @Test
    void aLockThatCannotBeReadInTimeIsARefusalAndNothingIsSentLater() {
        device.behaviour = Behaviour.READ_IS_SLOW;
        CompletableFuture<CommandResult> result =
                submit(new Command("outlet.1.switch", 1, Duration.ZERO, Duration.ofSeconds(1), "operator"));
        bench.time.pass(Duration.ofSeconds(1));
        assertThat(why(result)).contains("nothing was sent");
        device.behaviour = Behaviour.GOOD;
        bench.time.pass(Duration.ofSeconds(20));
        assertThat(device.writes).isEmpty();
    }

    @Test
    void aConnectionThatBreaksBeforeIsARefusal() {
        device.behaviour = Behaviour.CONNECTION_BREAKS;
        CompletableFuture<CommandResult> result = submit(SWITCH);
        bench.time.pass(Duration.ofMillis(10));
        assertThat(why(result)).contains("broke before");
        assertThat(device.writes).isEmpty();
    }

    @Test
    void aFaultForbidsPowerButNotToStop() {
        state("fault");
        bench.time.pass(Duration.ofSeconds(1));
        assertThat(why(submit(power(1000)))).contains("pcs.state");
        CompletableFuture<CommandResult> stop = submit(power(0));
        bench.time.pass(Duration.ofMillis(30));
        assertThat(stop.join()).isInstanceOf(CommandResult.Confirmed.class);
        assertThat(device.writes).extracting(Command::argument).containsExactly(0.0);
    }

    @Test
    void aDeviceWhoseFastValuesAreOlderThanThreePollsGetsNothing() {
        device.behaviour = Behaviour.FAST_READS_FAIL; // read last at 3 s; the other group keeps the session alive
        bench.time.pass(Duration.ofMillis(3_600));
        CompletableFuture<CommandResult> soon = submit(power(1));
        bench.time.pass(Duration.ofMillis(10));
        assertThat(soon.join()).isInstanceOf(CommandResult.Confirmed.class);
        bench.time.pass(Duration.ofMillis(300));
        assertThat(why(submit(power(2)))).contains("has not answered for more than three polls");
        assertThat(device.writes).hasSize(1);
        assertThat(bench.engine.status(0).sessions()).isEqualTo(1);
    }

    @Test
    void whatTheDeviceDoesNotHaveSaysNothing() {
        assertThat(Interlock.witnesses("ups.test.start")).isEmpty();
        assertThat(Interlock.effects("ups.test.start")).contains("ups.test.result");
        assertThat(Interlock.effects("ats.preferred")).contains("ats.preferred");
        assertThat(Interlock.refusal(power(1), bench.snapshot(0))).isNull();
    }
}
