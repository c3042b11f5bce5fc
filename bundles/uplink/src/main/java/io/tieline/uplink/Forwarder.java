package io.tieline.uplink;

import io.tieline.journal.Batch;
import io.tieline.journal.Cursor;
import io.tieline.journal.Journal;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Leads the record to a sink, oldest first, from a durable place of its own: a slow sink delays nobody but itself. Several
 * batches may be on their way; the place moves over the first of them once it has arrived. After a failure it begins again
 * at the place, so that a receiver may see some records twice but misses none.
 */
public final class Forwarder implements AutoCloseable {

    private static final String LOST = "lost";
    private static final int ON_THE_WAY = 8;
    private static final int SAMPLES_PER_BATCH = 5_000;
    private static final Batch NOTHING = new Batch(0, 0, List.of());
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private record Sent(long to, CompletableFuture<?> arrival) {}

    private final Sink sink;
    private final String source;
    private final Cursor cursor;
    private final AlarmBoard alarms;
    private final Duration patience;
    private final BackOff backOff;
    private final Deque<Sent> onTheWay = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closing;

    private Forwarder(
            String source,
            Sink sink,
            Journal journal,
            AlarmBoard alarms,
            UplinkSettings.BackOff pauses,
            Duration patience) {
        this.source = source;
        this.sink = sink;
        this.cursor = journal.cursor(source);
        this.alarms = alarms;
        this.patience = patience;
        this.backOff = new BackOff(pauses, new Random());
        this.thread = new Thread(this::run, "tieline-" + source);
    }

    /**
     * Starts forwarding.
     *
     * @param source names the durable place in the journal and the alarms
     * @param patience a batch that has not arrived after so long has failed
     */
    public static Forwarder start(
            String source,
            Sink sink,
            Journal journal,
            AlarmBoard alarms,
            UplinkSettings.BackOff pauses,
            Duration patience) {
        Forwarder forwarder = new Forwarder(source, sink, journal, alarms, pauses, patience);
        forwarder.thread.setDaemon(true);
        forwarder.thread.start();
        return forwarder;
    }

    /** How many records have not arrived. */
    public long backlog() {
        return cursor.backlog();
    }

    private void run() {
        while (!closing) {
            try {
                forward();
            } catch (InterruptedException e) {
                // close() ends a wait that way.
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                rest(e);
            }
        }
    }

    private void forward() throws InterruptedException, ExecutionException, TimeoutException {
        Batch batch = onTheWay.size() < ON_THE_WAY ? cursor.next(SAMPLES_PER_BATCH) : NOTHING;
        if (!batch.isEmpty()) {
            onTheWay.add(new Sent(batch.to(), sink.deliver(batch).toCompletableFuture()));
            return;
        }
        Sent first = onTheWay.peek();
        if (first == null) {
            TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
            return;
        }
        first.arrival().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        onTheWay.remove();
        cursor.commit(first.to());
        backOff.reset();
        alarms.clear(source, source + "." + LOST);
    }

    private void rest(Exception failure) {
        onTheWay.clear();
        cursor.rewind();
        alarms.raise(
                source,
                source + "." + LOST,
                Severity.MINOR,
                sink.name() + " does not take the record: " + reason(failure)
                        + ". Everything is kept and sent later; check the address, the network and the login");
        try {
            TimeUnit.MILLISECONDS.sleep(backOff.next().toMillis());
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof TimeoutException) {
            return "no answer";
        }
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Ends at once; what had not arrived is sent again after the next start. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sink.close();
    }
}
