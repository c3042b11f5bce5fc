package io.tieline.uplink;

import io.tieline.journal.Cursor;
import io.tieline.journal.Journal;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.LiveImage;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * A Sparkplug B 3.0 edge node that forwards every recorded sample.
 *
 * <p>Works on a thread of its own; nothing here ever waits for the network except {@link #close(Duration)}.
 */
public final class Uplink implements AutoCloseable {

    private static final String SOURCE = "uplink";
    private static final String LOST = "uplink.lost";
    private static final long IDLE_MILLIS = 100;
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final UplinkSettings settings;
    private final Topics topics;
    private final LiveImage image;
    private final Journal journal;
    private final Cursor cursor;
    private final SiteClock clock;
    private final SiteClock realTime = SiteClock.system();
    private final AlarmBoard alarms;
    private final EventSink events;
    private final Tally tally = new Tally();
    private final Aliases aliases = new Aliases();
    private final BackOff backOff;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean rebirth = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "tieline-uplink");

    private volatile boolean hostOnline;
    private volatile boolean closing;
    private volatile long drainUntil;
    private int birthDeathSequence;

    private Uplink(
            UplinkSettings settings,
            LiveImage image,
            Journal journal,
            SiteClock clock,
            AlarmBoard alarms,
            EventSink events) {
        this.settings = settings;
        this.topics = new Topics(settings.group(), settings.node());
        this.image = image;
        this.journal = journal;
        this.cursor = journal.cursor(SOURCE);
        this.clock = clock;
        this.alarms = alarms;
        this.events = events;
        this.backOff = new BackOff(settings.backOff(), new Random());
    }

    /** Starts sending, or trying to. */
    public static Uplink start(
            UplinkSettings settings,
            LiveImage image,
            Journal journal,
            SiteClock clock,
            AlarmBoard alarms,
            EventSink events) {
        Uplink uplink = new Uplink(settings, image, journal, clock, alarms, events);
        uplink.thread.setDaemon(true);
        uplink.thread.start();
        return uplink;
    }

    public UplinkStatus status() {
        return tally.status(cursor.backlog());
    }

    /** Sends what the journal still holds for at most this long, says goodbye (NDEATH) and disconnects. */
    public void close(Duration drain) {
        drainUntil = realTime.monotonicNanos() + drain.toNanos();
        try {
            // What is still in the journal's buffers counts too; whether it got to the disk shows in the backlog.
            journal.flush()
                    .handle((head, failure) -> true)
                    .toCompletableFuture()
                    .get(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            tally.lastError = "the journal did not flush: " + Link.reason(e);
        }
        closing = true;
        wake.release();
        try {
            thread.join(drain.plus(settings.connectTimeout()).plus(LAST_WORDS).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes without draining. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private void run() {
        for (int attempt = 0; !mayStop(); attempt++) {
            URI broker = settings.brokers().get(attempt % settings.brokers().size());
            tally.broker = broker.toString();
            try {
                attend(broker);
            } catch (MqttException | GeneralSecurityException | IOException | RuntimeException e) {
                tally.lastError = Link.reason(e);
            }
            tally.connected = false;
            if (!mayStop()) {
                alarms.raise(
                        SOURCE,
                        LOST,
                        Severity.MINOR,
                        "No connection to " + broker + ": " + tally.lastError
                                + ". Everything is recorded and sent later; check the network, the broker and the login");
                rest(backOff.next());
            }
        }
    }

    /** One connection from its beginning to its end. */
    private void attend(URI broker) throws MqttException, GeneralSecurityException, IOException {
        Link link = new Link(broker, settings, this::receive, wake::release);
        int sequence = birthDeathSequence;
        birthDeathSequence = (birthDeathSequence + 1) & 0xFF;
        try {
            hostOnline = settings.primaryHost() == null;
            String[] subscriptions = settings.primaryHost() == null
                    ? new String[] {topics.node("NCMD")}
                    : new String[] {topics.node("NCMD"), topics.state(settings.primaryHost())};
            byte[] will = Payloads.nodeDeath(sequence, clock.utcMillis());
            link.open("ssl".equals(broker.getScheme()), topics.node("NDEATH"), will, subscriptions);
            awaitHost(link);
            if (hostOnline && link.lost().isEmpty()) {
                converse(link, sequence, broker);
            }
            if (link.lost().isEmpty()) {
                tally.lastError = hostOnline ? "" : "primary host " + settings.primaryHost() + " is offline";
                link.goodbye(topics.node("NDEATH"), Payloads.nodeDeath(sequence, clock.utcMillis()));
            } else {
                tally.lastError = link.lost();
            }
        } finally {
            link.close();
        }
    }

    private void awaitHost(Link link) {
        while (!hostOnline && link.lost().isEmpty() && !mayStop()) {
            tally.lastError = "waiting for primary host " + settings.primaryHost();
            pause(Duration.ofMillis(IDLE_MILLIS));
        }
    }

    private void converse(Link link, int sequence, URI broker) throws MqttException {
        Births births = new Births(link, topics, image, clock, aliases, sequence);
        Session session = new Session(
                link, topics, cursor, clock, realTime, tally, births, wake::release, settings.historyPerSecond());
        rebirth.set(false);
        births.announce(realTime.monotonicNanos());
        tally.connected = true;
        backOff.reset();
        alarms.clear(SOURCE, LOST);
        events.accept(Event.state(clock.utcMillis(), SOURCE, "Connected to " + broker));
        while (link.lost().isEmpty() && hostOnline && !mayStop()) {
            if (rebirth.getAndSet(false)) {
                births.announce(realTime.monotonicNanos());
            }
            if (!session.step()) {
                pause(Duration.ofMillis(IDLE_MILLIS));
            }
        }
    }

    private boolean mayStop() {
        return closing && (realTime.monotonicNanos() - drainUntil >= 0 || cursor.backlog() == 0);
    }

    private void receive(String topic, byte[] payload) {
        String host = settings.primaryHost();
        if (host != null && topic.equals(topics.state(host))) {
            hostOnline = Inbound.isOnline(payload);
        } else if (topic.equals(topics.node("NCMD")) && Inbound.asksForRebirth(payload)) {
            rebirth.set(true);
        }
    }

    /** Unlike {@link #pause} not ended by whatever the last connection still has to say. */
    private void rest(Duration duration) {
        long until = realTime.monotonicNanos() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !mayStop(); left = until - realTime.monotonicNanos()) {
            pause(Duration.ofNanos(left));
        }
    }

    private void pause(Duration duration) {
        try {
            if (wake.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            // Only close() ends this thread.
            closing = true;
        }
    }
}
