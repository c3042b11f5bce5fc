package io.tieline.gateway.control;

import io.tieline.control.Decision;
import io.tieline.control.replay.Made;
import io.tieline.control.replay.TapeWriter;
import io.tieline.control.settings.ControlSettings;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Puts every decision on the record: what it was made from, and the decision itself where an operator wants to read it. A
 * decision that changes something is on the disk before it leaves the gateway; but a disk that is slow is not waited for
 * for long, and one that hangs not again: then the decision is carried out, and an alarm says so.
 */
final class DecisionRecord {

    /** A commit takes some milliseconds; a load step is to be answered within 100. */
    private static final Duration PATIENCE = Duration.ofMillis(40);

    /** While the gateway starts, all of it is slow and not the disk: its first decisions are rather waited for. */
    private static final Duration PATIENCE_AT_START = Duration.ofMillis(250);

    private static final Duration START = Duration.ofSeconds(5);

    /** So long every decision must have been on the disk in time before the alarm ends: one that comes and goes says less. */
    private static final Duration RELIABLE_AFTER = Duration.ofMinutes(1);

    private static final int REMEMBERED = 200;

    private final Journalling record;
    private final AlarmBoard board;
    private final LongSupplier nanos;
    private final TapeWriter tape;
    private final Deque<Decision> remembered = new ArrayDeque<>();
    private List<Decision.Setpoint> before = List.of();
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(true);
    private boolean readable = true;
    private boolean late;
    /** When the last decision was late. */
    private long lateNanos;
    /** Until when decisions are waited for as at the start; empty before the first. */
    private OptionalLong startedNanos = OptionalLong.empty();

    /** @param nanos real time, monotonic */
    DecisionRecord(ControlSettings settings, Journalling record, AlarmBoard board, LongSupplier nanos) {
        this.record = record;
        this.board = board;
        this.nanos = nanos;
        this.tape = new TapeWriter(settings);
    }

    /** Records a decision; returns when what it changes may leave the gateway. */
    void keep(Made made) {
        Decision decision = made.decision();
        boolean changes = !decision.orders().isEmpty() || !decision.setpoints().equals(before);
        before = decision.setpoints();
        CompletionStage<?> told = CompletableFuture.completedFuture(true);
        if (decision.significant()) {
            told = record.append(decision.toEvent());
            remember(decision);
        }
        CompletableFuture<?> onDisk =
                tape(made, changes).toCompletableFuture().thenCombine(told, (frame, event) -> true);
        if (changes) {
            await(onDisk, nanos.getAsLong());
        }
    }

    /** The decisions an operator wants to read, newest first. */
    List<Decision> significant(int limit) {
        synchronized (remembered) {
            return remembered.stream().limit(limit).toList();
        }
    }

    private void remember(Decision decision) {
        synchronized (remembered) {
            remembered.addFirst(decision);
            if (remembered.size() > REMEMBERED) {
                remembered.removeLast();
            }
        }
    }

    /** A decision that cannot be put on the record is carried out all the same. */
    private CompletionStage<?> tape(Made made, boolean now) {
        try {
            CompletionStage<?> kept = record.append(tape.write(made), made.utcMillis(), now);
            if (!readable) {
                readable = true;
                board.clear("control", "tape");
            }
            return kept;
        } catch (RuntimeException e) {
            readable = false;
            board.raise(
                    "control",
                    "tape",
                    Severity.MINOR,
                    "Decisions cannot be recorded so that they can be replayed (" + e
                            + "); control goes on. Report this.");
            return CompletableFuture.completedFuture(false);
        }
    }

    private void await(CompletableFuture<?> onDisk, long now) {
        if (!underWay.isDone()) {
            lateNanos = now;
            return;
        }
        try {
            onDisk.get(patience(now).toMillis(), TimeUnit.MILLISECONDS);
            inTime(now);
        } catch (TimeoutException e) {
            underWay = onDisk;
            late(now);
        } catch (ExecutionException e) {
            // The journal has its own alarm for a disk that takes nothing.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration patience(long now) {
        if (startedNanos.isEmpty()) {
            startedNanos = OptionalLong.of(now + START.toNanos());
        }
        return now - startedNanos.getAsLong() < 0 ? PATIENCE_AT_START : PATIENCE;
    }

    private void inTime(long now) {
        if (late && now - lateNanos >= RELIABLE_AFTER.toNanos()) {
            late = false;
            board.clear("control", "record");
        }
    }

    private void late(long now) {
        late = true;
        lateNanos = now;
        board.raise(
                "control",
                "record",
                Severity.MINOR,
                "Decisions are carried out before they are on the disk, which does not always take them within "
                        + PATIENCE.toMillis() + " ms; control goes on. Check the load and the health of the disk.");
    }
}
