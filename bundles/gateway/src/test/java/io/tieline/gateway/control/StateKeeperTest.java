package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.ControlState;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateKeeperTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<ControlState> written = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    private static ControlState state(double target) {
        return ControlState.fromMap(java.util.Map.of("target.watts", target));
    }

    @Test
    void whatMustNotBeForgottenIsOnTheDiskBeforeTheControlGoesOn(@TempDir Path folder) {
        ControlStateFile file = new ControlStateFile(folder.resolve("control.state"));
        StateKeeper keeper = new StateKeeper(file::save, thread, alarms, LONG);
        assertThat(keeper.saveNow(state(700))).isTrue();
        assertThat(file.load().toMap()).containsEntry("target.watts", 700.0);
    }

    @Test
    void aDiskThatHangsDoesNotHangTheControl() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        StateKeeper keeper = new StateKeeper(
                state -> {
                    await(hangs);
                    written.add(state);
                    done.countDown();
                },
                thread,
                alarms,
                Duration.ofMillis(50));
        ControlState first = state(1);
        ControlState last = state(3);
        assertThat(keeper.saveNow(first)).isFalse();
        assertThat(alarms.stands("control", "state")).isTrue();
        keeper.save(state(2));
        keeper.save(last);
        hangs.countDown();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        thread.shutdown();
        assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(written).as("what was overtaken is not written").containsExactly(first, last);
        assertThat(alarms.stands("control", "state"))
                .as("over once the disk takes it")
                .isFalse();
    }

    @Test
    void aDiskThatRefusesIsAnAlarmAndNoException() {
        StateKeeper keeper = new StateKeeper(
                state -> {
                    throw new IOException("no space left");
                },
                thread,
                alarms,
                LONG);
        assertThat(keeper.saveNow(state(1))).isFalse();
        assertThat(alarms.standing()).singleElement().satisfies(alarm -> assertThat(alarm.text())
                .contains("no space left"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
