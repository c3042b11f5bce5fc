package io.tieline.console;

import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Server-sent events: to each client at most what one tick brings, only sections that changed, and a beat when nothing
 * did. A client that takes too long is dropped; nothing ever waits in a queue for it.
 */
final class LiveFeed {

    static final int MAX_CLIENTS = 16;
    private static final Duration BEAT = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LivePicture picture;
    private final LiveBoard board = new LiveBoard();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final SiteClock clock;
    private final LongSupplier nanoTime;

    /** The wire of one client. One write at a time. */
    interface Wire {
        /** Starts a write; exactly one of the two is called when it has ended. */
        void write(String text, Runnable done, Runnable failed);

        /** Ends the connection, also in the middle of a write. */
        void drop(String why);
    }

    LiveFeed(LivePicture picture, SiteClock clock, LongSupplier nanoTime) {
        this.picture = picture;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a client in.
     *
     * @param stillAllowed false: the session ended, the client is dropped
     * @return false: there are too many already
     */
    synchronized boolean join(Wire wire, BooleanSupplier stillAllowed) {
        if (clients.size() >= MAX_CLIENTS) {
            return false;
        }
        picture.observe();
        picture.paint(board);
        Client client = new Client(wire, stillAllowed);
        clients.add(client);
        client.serve(nanoTime.getAsLong());
        return true;
    }

    synchronized void tick() {
        picture.observe();
        if (clients.isEmpty()) {
            return;
        }
        picture.paint(board);
        long now = nanoTime.getAsLong();
        clients.forEach(client -> client.serve(now));
    }

    int clients() {
        return clients.size();
    }

    void close() {
        clients.forEach(client -> client.leave("the gateway stops"));
    }

    private final class Client {
        private final Wire wire;
        private final BooleanSupplier stillAllowed;
        private long sentVersion;
        private long lastWriteNanos;
        private volatile boolean writing;

        Client(Wire wire, BooleanSupplier stillAllowed) {
            this.wire = wire;
            this.stillAllowed = stillAllowed;
        }

        void serve(long now) {
            if (!stillAllowed.getAsBoolean()) {
                leave("the session ended");
            } else if (writing) {
                if (now - lastWriteNanos > PATIENCE.toNanos()) {
                    leave("the client does not take its data");
                }
            } else if (board.version() > sentVersion || sentVersion == 0) {
                String event = sentVersion == 0 ? "picture" : "change";
                String changes = board.changesSince(sentVersion, clock.utcMillis());
                sentVersion = board.version();
                send(now, event, changes);
            } else if (now - lastWriteNanos >= BEAT.toNanos()) {
                send(now, "beat", "{\"timeUtcMillis\":" + clock.utcMillis() + "}");
            }
        }

        private void send(long now, String event, String json) {
            lastWriteNanos = now;
            writing = true;
            wire.write("event: " + event + "\ndata: " + json + "\n\n", () -> writing = false, () -> leave("gone"));
        }

        void leave(String why) {
            if (clients.remove(this)) {
                wire.drop(why);
            }
        }
    }
}
