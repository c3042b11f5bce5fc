package io.tieline.rig.bench.contender;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections of a client that calls back busy: each answer brings the next request, until the time is over. Adds
 * one volatile read to a request.
 */
final class Rally {

    /** Sends one request; its answer leads to {@link Line#answered()} or {@link Line#failed}. */
    interface Sending {
        void send(Line line);
    }

    /** One connection. */
    static final class Line {
        private final Rally rally;
        private final Sending sending;
        /** Written by whoever brings the answers, one at a time. */
        private long answers;

        private Line(Rally rally, Sending sending) {
            this.rally = rally;
            this.sending = sending;
        }

        void answered() {
            answers++;
            if (rally.running) {
                sending.send(this);
            } else {
                rally.over.countDown();
            }
        }

        void failed(Throwable why) {
            rally.failure.compareAndSet(null, why);
            rally.over.countDown();
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final CountDownLatch over;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean running = true;

    private Rally(List<? extends Sending> connections) {
        over = new CountDownLatch(connections.size());
        connections.forEach(sending -> lines.add(new Line(this, sending)));
    }

    /** @return requests answered */
    static long play(List<? extends Sending> connections, long millis) throws IOException, InterruptedException {
        Rally rally = new Rally(connections);
        rally.lines.forEach(line -> line.sending.send(line));
        TimeUnit.MILLISECONDS.sleep(millis);
        rally.running = false;
        if (!rally.over.await(2L * Contender.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IOException(rally.over.getCount() + " connections wait for an answer");
        }
        Throwable why = rally.failure.get();
        if (why != null) {
            throw new IOException("a request failed", why);
        }
        return rally.lines.stream().mapToLong(line -> line.answers).sum();
    }
}
