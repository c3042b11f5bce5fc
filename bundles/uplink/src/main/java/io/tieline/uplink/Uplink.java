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
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A Sparkplug B 3.0 edge node that forwards every recorded sample.
 *
 * <p>Works on a thread of its own; nothing here ever waits for the network except {@link #close(Duration)}.
 */
public final class Uplink implements AutoCloseable {

    private static final String SOURCE = "uplink";
    private static final String LOST = "uplink.lost";
    private static final String SIZE = "uplink.size";
    private static final long IDLE_MILLIS = 100;
    private static final long SEEK_SILENCE_NANOS = 1_000_000_000L;
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
    private final PrimaryHost primaryHost;
    private final Requests requests;
    private final Supplier<String> software;
    private final MessageSize messageSize;
    private final SizeProbe sizeProbe;
    private final SiteTopic siteTopic;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "tieline-uplink");

    private volatile boolean closing;
    private volatile long drainUntil;
    private int birthDeathSequence;
    private String reported = "";
    private long silenceSought;

    private Uplink(
            UplinkSettings settings,
            LiveImage image,
            Journal journal,
            SiteClock clock,
            AlarmBoard alarms,
            EventSink events,
            RequestDesk desk,
            Supplier<String> software,
            SiteTalk talk) {
        this.software = software;
        this.settings = settings;
        this.topics =
                new Topics(settings.identity().group(), settings.identity().node());
        this.image = image;
        this.journal = journal;
        this.cursor = journal.cursor(SOURCE);
        this.clock = clock;
        this.alarms = alarms;
        this.events = events;
        this.backOff = new BackOff(settings.connection().backOff(), new Random());
        this.primaryHost = new PrimaryHost(settings.identity().primaryHost());
        this.requests = new Requests(topics, settings.signers(), desk, wake::release);
        this.messageSize = new MessageSize(settings.pace().messageBytes());
        this.sizeProbe = new SizeProbe(topics, realTime, settings.connection().acknowledgeTimeout());
        this.siteTopic = new SiteTopic(topics, talk, alarms, realTime);
    }

    /** Starts sending, or trying to; nothing is told of the software, nor to other gateways. */
    public static Uplink start(
            UplinkSettings settings,
            LiveImage image,
            Journal journal,
            SiteClock clock,
            AlarmBoard alarms,
            EventSink events,
            RequestDesk desk) {
        return start(settings, image, journal, clock, alarms, events, desk, () -> "", SiteTalk.NONE);
    }

    /**
     * Starts sending, or trying to.
     *
     * @param software how it stands with the software, as JSON; asked again and again by the uplink's thread, and told
     *     upstream when it changes
     * @param talk with the other gateways of the site
     */
    public static Uplink start(
            UplinkSettings settings,
            LiveImage image,
            Journal journal,
            SiteClock clock,
            AlarmBoard alarms,
            EventSink events,
            RequestDesk desk,
            Supplier<String> software,
            SiteTalk talk) {
        Uplink uplink = new Uplink(settings, image, journal, clock, alarms, events, desk, software, talk);
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
            thread.join(drain.plus(settings.connection().connectTimeout())
                    .plus(LAST_WORDS)
                    .toMillis());
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
            } catch (Link.LinkException | GeneralSecurityException | IOException | RuntimeException e) {
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
    private void attend(URI broker) throws Link.LinkException, GeneralSecurityException, IOException {
        long acknowledged = tally.acknowledged.get();
        long sent = tally.sent.get();
        int sequence = birthDeathSequence;
        birthDeathSequence = (birthDeathSequence + 1) & 0xFF;
        primaryHost.forget();
        try (Link link = Link.to(broker, settings, new Ears())) {
            byte[] will = Payloads.nodeDeath(sequence, clock.utcMillis());
            link.open(topics.node("NDEATH"), will, subscriptions());
            siteTopic.begin(link, broker);
            awaitHost(link);
            if (primaryHost.isOnline() && link.lost().isEmpty()) {
                converse(link, sequence, broker);
            }
            if (link.lost().isEmpty()) {
                siteTopic.end(link);
                tally.lastError = primaryHost.isOnline() ? "" : "primary host " + host() + " is offline";
                link.goodbye(topics.node("NDEATH"), Payloads.nodeDeath(sequence, clock.utcMillis()));
            } else {
                tally.lastError = link.lost();
                messageSize.ended(tally.sent.get() > sent, tally.acknowledged.get() > acknowledged);
            }
        }
    }

    private String[] subscriptions() {
        List<String> topicsToHear = new ArrayList<>(List.of(requests.subscriptions()));
        if (settings.identity().primaryHost() != null) {
            topicsToHear.add(topics.state(host()));
        }
        return topicsToHear.toArray(String[]::new);
    }

    private String host() {
        return String.valueOf(settings.identity().primaryHost());
    }

    private void awaitHost(Link link) throws Link.LinkException {
        while (!primaryHost.isOnline() && link.lost().isEmpty() && !mayStop()) {
            tally.lastError = "waiting for primary host " + host();
            siteTopic.speak(link);
            pause(Duration.ofMillis(IDLE_MILLIS));
        }
    }

    private void converse(Link link, int sequence, URI broker) throws Link.LinkException {
        UplinkSettings.Pace pace = settings.pace();
        Births births = new Births(link, topics, image, clock, aliases, pace.deadBands(), sequence);
        DataSender sender = new DataSender(link, topics, clock, tally, births);
        Session session = new Session(
                link,
                topics,
                cursor,
                clock,
                realTime,
                tally,
                births,
                sender,
                this::acknowledged,
                pace.historyPerSecond(),
                settings.connection().acknowledgeTimeout());
        requests.takeRebirth();
        reported = "";
        births.announce(realTime.monotonicNanos());
        sender.limit(messageBytes(link, broker));
        tally.connected = true;
        alarms.clear(SOURCE, LOST);
        events.accept(Event.state(clock.utcMillis(), SOURCE, "Connected to " + broker));
        while (link.lost().isEmpty() && primaryHost.isOnline() && !mayStop()) {
            if (requests.takeRebirth()) {
                births.announce(realTime.monotonicNanos());
                reported = "";
            }
            siteTopic.speak(link);
            reply(link, births);
            report(link, births);
            repeatSilent(sender);
            if (!session.step()) {
                pause(Duration.ofMillis(IDLE_MILLIS));
            }
        }
    }

    private int messageBytes(Link link, URI broker) throws Link.LinkException {
        int wanted = messageSize.bytes(link.packetBytes());
        int forwarded = sizeProbe.ask(link, broker, wanted, duration -> {
            pause(duration);
            return link.lost().isEmpty() && !mayStop();
        });
        if (forwarded >= wanted) {
            alarms.clear(SOURCE, SIZE);
            return wanted;
        }
        alarms.raise(
                SOURCE,
                SIZE,
                Severity.MINOR,
                broker + " drops messages of " + 2 * forwarded
                        + " bytes without a word. Data is sent in smaller ones, but"
                        + " births cannot be; raise the broker's limit (mosquitto: message_size_limit)");
        return MessageSize.below(forwarded);
    }

    /** To those who speak Sparkplug, and to those who do not. */
    private void reply(Link link, Births births) throws Link.LinkException {
        for (RequestDoor.Answer answer = requests.takeAnswer(); answer != null; answer = requests.takeAnswer()) {
            link.send(topics.node("NDATA"), nodeData(Payloads.REPLY, answer.json(), births));
            link.fence(topics.reply(), answer.json().getBytes(StandardCharsets.UTF_8), wake::release);
        }
    }

    /** How it stands with the software, once per connection and whenever it changes. */
    private void report(Link link, Births births) throws Link.LinkException {
        String now = software.get();
        if (!now.isEmpty() && !now.equals(reported)) {
            link.send(topics.node("NDATA"), nodeData(Payloads.UPDATE, now, births));
            link.keep(topics.update(), now.getBytes(StandardCharsets.UTF_8));
            reported = now;
        }
    }

    private byte[] nodeData(String metric, String words, Births births) {
        return Payloads.nodeData(metric, words, aliases, births.nextSequence(), clock.utcMillis());
    }

    private void repeatSilent(DataSender sender) throws Link.LinkException {
        long longest = settings.pace().longestSilence().toNanos();
        long now = realTime.monotonicNanos();
        if (longest > 0 && now - silenceSought >= SEEK_SILENCE_NANOS) {
            silenceSought = now;
            sender.repeatSilent(image, now - longest, now);
        }
    }

    /** Only a broker that has taken something is a good one: one that drops us after the births is tried ever less often. */
    private void acknowledged() {
        backOff.reset();
        wake.release();
    }

    private boolean mayStop() {
        return closing && (realTime.monotonicNanos() - drainUntil >= 0 || cursor.backlog() == 0);
    }

    private final class Ears implements Link.Listener {

        @Override
        public void received(String topic, byte[] payload, boolean kept) {
            if (siteTopic.heard(topic, payload, kept)) {
                return;
            }
            if (settings.identity().primaryHost() != null && topic.equals(topics.state(host()))) {
                primaryHost.hear(payload);
            } else if (topic.equals(topics.echo())) {
                sizeProbe.heard(payload);
            } else {
                requests.receive(topic, payload);
            }
        }

        @Override
        public void stirred() {
            wake.release();
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
