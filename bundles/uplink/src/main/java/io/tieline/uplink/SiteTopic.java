package io.tieline.uplink;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Carries the words of the gateways of one site over a connection. What this gateway says has to come back, or else it would
 * not hear the others either. For the uplink's thread, but for {@link #heard}.
 */
final class SiteTopic {

    private static final String SOURCE = "uplink";
    private static final String DEAF = "uplink.gateways";
    /** A broker that does so once may have had another reason. */
    private static final int MOST_SNUBS = 2;

    private static final URI NOWHERE = URI.create("");
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Topics topics;
    private final SiteTalk talk;
    private final AlarmBoard alarms;
    private final SiteClock realTime;
    /** How often a broker has ended the connection before anything came back. */
    private final Map<URI, Integer> snubs = new HashMap<>();

    private volatile boolean heardBack;
    private volatile URI broker = NOWHERE;
    private boolean open;
    private boolean judged;
    private long spokenNanos;

    SiteTopic(Topics topics, SiteTalk talk, AlarmBoard alarms, SiteClock realTime) {
        this.topics = topics;
        this.talk = talk;
        this.alarms = alarms;
        this.realTime = realTime;
    }

    /** Begins to listen and to speak on a new connection. */
    void begin(Link link, URI to) throws Link.LinkException {
        if (heardBack) {
            snubs.remove(broker);
        }
        broker = to;
        heardBack = false;
        judged = false;
        spokenNanos = 0;
        boolean rude = snubs.getOrDefault(to, 0) >= MOST_SNUBS;
        open = !talk.site().isEmpty() && !rude;
        if (open) {
            talk.connected(to.toString());
            link.hear(topic());
            speak(link);
        } else if (rude) {
            deaf("it ends the connection");
        } else {
            alarms.clear(SOURCE, DEAF);
        }
    }

    /** Says what there is to say now. */
    void speak(Link link) throws Link.LinkException {
        Optional<String> words = open ? talk.next() : Optional.empty();
        if (words.isPresent()) {
            link.post(topic(), words.get().getBytes(StandardCharsets.UTF_8));
            if (spokenNanos == 0) {
                spokenNanos = realTime.monotonicNanos();
                snubs.merge(broker, 1, Integer::sum);
            }
        }
        if (!judged && spokenNanos != 0) {
            judge();
        }
    }

    private void judge() {
        if (heardBack) {
            alarms.clear(SOURCE, DEAF);
        } else if (realTime.monotonicNanos() - spokenNanos > PATIENCE_NANOS) {
            deaf("nothing comes back");
        } else {
            return;
        }
        snubs.remove(broker);
        judged = true;
    }

    private void deaf(String why) {
        alarms.raise(
                SOURCE,
                DEAF,
                Severity.MINOR,
                "A second gateway of this site would not be noticed: " + broker + " does not let us talk on " + topic()
                        + ", " + why + ". Let this user write and read there, or switch off Other gateways in the"
                        + " form of the uplink");
    }

    /** The last words, if there are any, and nothing that the broker keeps of us. */
    void end(Link link) throws Link.LinkException {
        Optional<String> words = open ? talk.lastWords() : Optional.empty();
        if (words.isPresent()) {
            link.send(topic(), words.get().getBytes(StandardCharsets.UTF_8));
            link.post(topic(), new byte[0]);
        }
    }

    /** What the gateways of the site have said; false for another topic. */
    boolean heard(String topic, byte[] payload, boolean kept) {
        if (talk.site().isEmpty() || !topic.equals(topic())) {
            return false;
        }
        heardBack |= !kept;
        if (payload.length > 0 && payload.length <= SiteTalk.LARGEST) {
            talk.heard(broker.toString(), new String(payload, StandardCharsets.UTF_8), kept);
        }
        return true;
    }

    private String topic() {
        return topics.gateways(talk.site());
    }
}
