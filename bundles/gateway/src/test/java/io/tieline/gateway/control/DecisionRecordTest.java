package io.tieline.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.replay.Frame;
import io.tieline.control.replay.Made;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A decision that changes something is on the disk before it leaves, unless the disk takes too long. */
class DecisionRecordTest {

    private static final ControlSettings SETTINGS = ControlSettings.defaults(ZoneOffset.UTC);

    private final AlarmBoard board = new AlarmBoard(SiteClock.system(), event -> {});
    private final Disk disk = new Disk();
    private long utcMillis = 1_760_000_000_000L;
    private final DecisionRecord record =
            new DecisionRecord(SETTINGS, disk, board, () -> TimeUnit.MILLISECONDS.toNanos(utcMillis));
    private final ControlCore core = new ControlCore(SETTINGS, ControlState.initial());

    /** Takes everything when it is told to. */
    private static final class Disk implements Journalling {
        private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        private final List<Boolean> urgent = new ArrayList<>();
        private boolean hangs;
        private boolean slow;

        @Override
        public CompletionStage<?> append(Event event) {
            return kept();
        }

        @Override
        public CompletionStage<?> append(Frame frame, long utcMillis, boolean now) {
            urgent.add(now);
            return kept();
        }

        private CompletableFuture<Boolean> kept() {
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            waiting.add(kept);
            if (slow) {
                kept.completeOnTimeout(true, 80, TimeUnit.MILLISECONDS);
            } else if (!hangs) {
                kept.complete(true);
            }
            return kept;
        }
    }

    private void decide(double gridW, String unavailable) {
        utcMillis += 1000;
        Cabinet cabinet = new Cabinet(1, "cab-1", unavailable, 80, 100_000, 100_000, 100_000, 100_000, 0, 0.1);
        Situation situation = new Situation(
                Input.good(gridW, 0.1),
                Input.good(230, 0.1),
                Input.good(230, 0.1),
                Input.good(50, 0.1),
                Input.MISSING,
                Input.MISSING,
                List.of(cabinet),
                List.of());
        ControlState before = core.state();
        record.keep(new Made(
                before,
                situation,
                utcMillis,
                utcMillis * 1_000_000,
                core.decide(situation, utcMillis, utcMillis * 1_000_000),
                core.state()));
    }

    @Test
    void whatChangesNothingIsNotWaitedFor() {
        decide(100_000, "");
        decide(100_000, "");
        disk.hangs = true;
        long begin = System.nanoTime();
        decide(100_000, "");
        assertThat(System.nanoTime() - begin).isLessThan(35_000_000L);
        assertThat(disk.urgent).startsWith(true).endsWith(false);
        assertThat(board.standing()).isEmpty();
    }

    @Test
    void whatComesLateWhileTheGatewayStartsIsWaitedForAndIsNoAlarm() {
        disk.slow = true;
        for (int second = 0; second < 5; second++) {
            decide(100_000, second % 2 == 0 ? "" : "it is off line");
            assertThat(disk.waiting).as("second " + second).allMatch(CompletableFuture::isDone);
        }
        assertThat(board.standing()).isEmpty();
        decide(100_000, "it is off line");
        assertThat(board.standing()).as("a disk that stays slow").anyMatch(alarm -> alarm.text()
                .contains("before they are on the disk"));
    }

    @Test
    void aDiskThatHangsIsWaitedForOnceAndAnAlarmSaysSo() {
        decide(100_000, "");
        disk.hangs = true;
        decide(100_000, "it is off line");
        assertThat(board.standing()).anyMatch(alarm -> alarm.text().contains("before they are on the disk"));
        long begin = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            decide(100_000, i % 2 == 0 ? "" : "it is off line");
        }
        assertThat(System.nanoTime() - begin).as("it is not waited for again").isLessThan(200_000_000L);
        disk.hangs = false;
        disk.waiting.forEach(waiting -> waiting.complete(true));
        for (int second = 0; second < 60; second++) {
            assertThat(board.standing()).as("one that comes and goes says less").hasSize(1);
            decide(100_000, second % 2 == 0 ? "" : "it is off line");
        }
        assertThat(board.standing()).isEmpty();
    }
}
