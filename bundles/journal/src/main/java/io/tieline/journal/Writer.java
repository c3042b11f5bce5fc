package io.tieline.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes: events as they come, blocks every {@link JournalSettings#blockEvery}. Buffers are emptied
 * only after the commit, so a failed write loses nothing that still fits into them.
 */
final class Writer {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long OVERRUN_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** What decisions were made from takes no more than this part of the disk budget. */
    private static final int TAPE_PART = 4;

    private static final long RETENTION_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Database database;
    private final JournalSettings settings;
    private final SiteClock clock;
    private final AlarmBoard alarms;
    private final Dictionary dictionary;
    private final ConcurrentMap<String, DeviceRecorder> recorders;
    private final ConcurrentMap<String, Acknowledged> cursors;
    private final PendingEvents events;
    private final PendingTape tape;
    private final TapeTable tapeTable = new TapeTable();

    private final SiteClock realTime = SiteClock.system();
    private final Semaphore wake = new Semaphore(0);
    private final ConcurrentLinkedQueue<CompletableFuture<Long>> flushes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> forgotten = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "tieline-journal");
    private final BlockAppender appender;
    private final Upkeep upkeep;
    private final Ageing ageing;

    private volatile boolean closing;
    private volatile long head = 1;
    private volatile long written;
    private volatile String failure = "";
    private volatile Figures figures = Figures.NONE;

    private @Nullable Store store;
    private long nextBlock;
    private long nextRetention;
    private long retryAt;
    private long droppedBefore;
    private long lastDrop;

    Writer(
            Database database,
            JournalSettings settings,
            SiteClock clock,
            AlarmBoard alarms,
            Dictionary dictionary,
            ConcurrentMap<String, DeviceRecorder> recorders,
            ConcurrentMap<String, Acknowledged> cursors,
            PendingEvents events,
            PendingTape tape,
            Lock layout) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.alarms = alarms;
        this.dictionary = dictionary;
        this.recorders = recorders;
        this.cursors = cursors;
        this.events = events;
        this.tape = tape;
        appender = new BlockAppender(dictionary, realTime, this::isAwaited);
        upkeep = new Upkeep(settings.mergedRounds(), alarms, cursors.values(), layout, realTime, this::isAwaited);
        ageing = new Ageing(settings.maximumBytes(), alarms, layout);
    }

    /** Opens the database on the caller's thread, so that the record can be read at once, then starts writing. */
    void start() {
        nextBlock = realTime.monotonicNanos() + settings.blockEvery().toNanos();
        nextRetention = nextBlock;
        cycle(false);
        thread.setDaemon(true);
        thread.start();
    }

    void wake() {
        wake.release();
    }

    CompletableFuture<Long> flush() {
        CompletableFuture<Long> done = new CompletableFuture<>();
        if (thread.isAlive()) {
            flushes.add(done);
            wake();
        } else {
            done.completeExceptionally(new JournalException("the journal is closed"));
        }
        return done;
    }

    void forget(String cursor) {
        forgotten.add(cursor);
    }

    void close() {
        closing = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    long head() {
        return head;
    }

    long written() {
        return written;
    }

    /** Why nothing can be written at present; empty if all is well. */
    String failure() {
        return failure;
    }

    Figures figures() {
        return figures;
    }

    private void run() {
        rehearse();
        while (!closing) {
            waitForWork();
            long now = realTime.monotonicNanos();
            boolean blocksDue = now - nextBlock >= 0;
            if (blocksDue) {
                nextBlock = now + settings.blockEvery().toNanos();
            }
            if (!failure.isEmpty() && now - retryAt < 0 && flushes.isEmpty()) {
                events.stopWaiting(failure);
                tape.stopWaiting(failure);
            } else if (blocksDue || isAwaited() || !flushes.isEmpty()) {
                cycle(blocksDue);
            }
            watchBuffers();
        }
        do {
            cycle(true);
        } while (failure.isEmpty() && !events.isEmpty());
        events.stopWaiting("the journal was closed");
        tape.stopWaiting("the journal was closed");
        events.abandon();
        closeStore();
    }

    /** The first frame takes some tens of milliseconds more than the next: no decision is to wait for that. */
    private void rehearse() {
        try {
            if (store != null) {
                tapeTable.rehearse(store);
            }
        } catch (SQLException e) {
            failed(e);
        }
    }

    private boolean isAwaited() {
        return !events.isEmpty() || tape.isUrgent();
    }

    private void waitForWork() {
        try {
            if (wake.tryAcquire(Math.max(0, nextBlock - realTime.monotonicNanos()), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            // Nobody but close() ends this thread, and it asks through the flag.
            closing = true;
        }
    }

    private void cycle(boolean blocksDue) {
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (CompletableFuture<Long> flush = flushes.poll(); flush != null; flush = flushes.poll()) {
            waiting.add(flush);
        }
        try {
            Store open = store == null ? open() : store;
            do {
                write(open, blocksDue || !waiting.isEmpty());
            } while (appender.isInterrupted() || (!waiting.isEmpty() && !events.isEmpty()));
            figures = figures.plus(-upkeep.work(open), 0);
            tapeTable.merge(open);
            boolean surveyDue = realTime.monotonicNanos() - nextRetention >= 0;
            if (surveyDue || !waiting.isEmpty()) {
                tapeTable.keep(open, settings.maximumBytes() / TAPE_PART);
                figures = figures.withBytes(ageing.apply(open, cursors.values()));
            }
            if (surveyDue) {
                nextRetention = realTime.monotonicNanos() + RETENTION_NANOS;
                figures = Figures.of(open, figures.bytes());
            }
            recovered();
            waiting.forEach(flush -> flush.complete(head));
        } catch (SQLException | IOException | RuntimeException e) {
            failed(e);
            waiting.forEach(flush -> flush.completeExceptionally(new JournalException(failure)));
        }
    }

    private Store open() throws SQLException, IOException {
        Optional<Anchor> anchor = Anchor.read(database.directory());
        Store opened = new Store(database.openForWriting(), head, anchor);
        dictionary.load(opened.connection());
        appender.beginAnew();
        opened.cursors().forEach((name, saved) -> {
            Acknowledged known = cursors.putIfAbsent(name, saved);
            if (known != null) {
                known.addAll(saved);
            }
        });
        store = opened;
        opened.commit();
        checkAnchor(opened, anchor);
        anchor(opened);
        head = opened.next();
        figures = Figures.atStart(opened);
        return opened;
    }

    private void checkAnchor(Store opened, Optional<Anchor> anchor) throws SQLException {
        if (anchor.isPresent() && !opened.continues(anchor.get())) {
            alarms.raise(
                    Journal.SOURCE,
                    "journal.chain",
                    Severity.MAJOR,
                    "The newest events recorded before are not in " + database.file()
                            + ": it was altered or is an older copy. Find out who did that; tieline journal verify tells"
                            + " what can be proven");
        }
    }

    private void write(Store open, boolean withBlocks) throws SQLException {
        int blocks = withBlocks ? appender.append(open, recorders.values()) : 0;
        int saved = withBlocks ? saveCursors(open) : 0;
        List<PendingEvents.Pending> batch = events.peek();
        long[] positions = new long[batch.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = open.add(batch.get(i).event());
        }
        List<TapeFrame> frames = tape.peek();
        tapeTable.add(open, frames);
        if (positions.length + blocks + saved + frames.size() == 0) {
            return;
        }
        open.commit();
        head = open.next();
        written += appender.release();
        if (blocks > 0 && !appender.isInterrupted()) {
            upkeep.round(head);
        }
        if (positions.length > 0) {
            anchor(open);
        }
        events.written(positions.length);
        tape.written(frames.size(), head);
        for (int i = 0; i < positions.length; i++) {
            batch.get(i).position().complete(positions[i]);
        }
        figures = figures.plus(blocks, positions.length);
    }

    private void anchor(Store open) {
        try {
            open.anchor().write(database.directory());
        } catch (IOException e) {
            // An anchor that lags behind proves less but nothing wrong, and the events are on disk.
        }
    }

    private int saveCursors(Store open) throws SQLException {
        int saved = 0;
        for (Map.Entry<String, Acknowledged> cursor : cursors.entrySet()) {
            if (cursor.getValue().takeChanged()) {
                open.save(cursor.getKey(), cursor.getValue());
                saved++;
            }
        }
        for (String name = forgotten.poll(); name != null; name = forgotten.poll()) {
            open.forget(name);
            saved++;
        }
        return saved;
    }

    private void recovered() {
        if (!failure.isEmpty()) {
            failure = "";
            alarms.clear(Journal.SOURCE, "journal.failed");
        }
    }

    private void failed(Exception cause) {
        closeStore();
        cursors.values().forEach(Acknowledged::markChanged);
        retryAt = realTime.monotonicNanos() + RETRY_NANOS;
        failure = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (Database.isDamage(cause)) {
            setAside();
        } else {
            alarms.raise(
                    Journal.SOURCE,
                    "journal.failed",
                    Severity.MAJOR,
                    "Nothing can be recorded in " + database.directory() + ": " + failure + remedy(cause)
                            + "; it is tried again by itself, control goes on");
        }
        events.stopWaiting(failure);
        tape.stopWaiting(failure);
    }

    private static String remedy(Exception cause) {
        return cause instanceof NewerFormatException
                ? ""
                : ". Free disk space, check the disk and the rights of the directory";
    }

    private void setAside() {
        try {
            Path aside = database.setAside(clock.utcMillis());
            retryAt = realTime.monotonicNanos();
            wake();
            alarms.raise(
                    Journal.SOURCE,
                    "journal.damaged",
                    Severity.MAJOR,
                    "The journal was damaged (" + failure + ") and set aside as " + aside
                            + "; a new one was begun. Keep the file for recovery, check the disk");
        } catch (IOException e) {
            failure = "damaged, and cannot be set aside: " + e.getMessage();
        }
    }

    private void closeStore() {
        upkeep.abandon();
        Store open = store;
        store = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // What was committed is on disk; what was not is still in the buffers.
                failure = failure.isEmpty() ? String.valueOf(e.getMessage()) : failure;
            }
        }
    }

    /** The alarm outlasts the last loss by a while, so that a disk at its limit is one alarm and not hundreds. */
    private void watchBuffers() {
        long dropped =
                recorders.values().stream().mapToLong(DeviceRecorder::dropped).sum();
        long now = realTime.monotonicNanos();
        if (dropped > droppedBefore) {
            droppedBefore = dropped;
            lastDrop = now;
            alarms.raise(
                    Journal.SOURCE,
                    "journal.overrun",
                    Severity.MAJOR,
                    "Samples are being lost, the disk does not take them in time: check its load and health");
        } else if (now - lastDrop > OVERRUN_NANOS) {
            alarms.clear(Journal.SOURCE, "journal.overrun");
        }
    }
}
