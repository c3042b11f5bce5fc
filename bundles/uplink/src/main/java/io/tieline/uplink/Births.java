package io.tieline.uplink;

import io.tieline.journal.Samples;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SiteClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The births and deaths of the node and its devices over one connection, and the sequence number that all Sparkplug
 * messages of the connection share. For the uplink's thread only.
 */
final class Births {

    /** How often the image is looked through for devices that came, went or changed. */
    private static final long LOOK_NANOS = 500_000_000L;
    /** So long a device must be dead: its last samples pass through the journal first. */
    private static final long DEAD_NANOS = 3_000_000_000L;

    private final Link link;
    private final Topics topics;
    private final LiveImage image;
    private final SiteClock clock;
    private final Aliases aliases;
    private final DeadBands deadBands;
    private final long birthDeathSequence;
    private final Map<String, MetricSet> alive = new HashMap<>();
    private final Map<String, Long> deadSince = new HashMap<>();
    private final DeviceSnapshot snapshot = new DeviceSnapshot();
    private int sequence;
    private long lookedAt;

    Births(
            Link link,
            Topics topics,
            LiveImage image,
            SiteClock clock,
            Aliases aliases,
            DeadBands deadBands,
            long birthDeathSequence) {
        this.link = link;
        this.topics = topics;
        this.image = image;
        this.clock = clock;
        this.aliases = aliases;
        this.deadBands = deadBands;
        this.birthDeathSequence = birthDeathSequence;
    }

    /** 0 to 255 and over again, stamped when a message is sent. */
    int nextSequence() {
        int next = sequence;
        sequence = (sequence + 1) & 0xFF;
        return next;
    }

    /** The node and all devices that are there; also the answer to a rebirth command. */
    void announce(long nanos) throws Link.LinkException {
        sequence = 0;
        Map<String, MetricSet> before = Map.copyOf(alive);
        alive.clear();
        link.send(
                topics.node("NBIRTH"),
                Payloads.nodeBirth(birthDeathSequence, aliases, nextSequence(), clock.utcMillis()));
        for (Map.Entry<String, MetricSet> device : before.entrySet()) {
            announce(device.getKey(), device.getValue().names());
        }
        lookedAt = nanos - LOOK_NANOS;
        refresh(nanos);
    }

    /** Announces devices that came or have other points than before. */
    void refresh(long nanos) throws Link.LinkException {
        if (nanos - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = nanos;
        for (DeviceImage device : image.devices()) {
            String id = device.device().id();
            device.read(snapshot);
            MetricSet known = alive.get(id);
            if (isThere()) {
                deadSince.remove(id);
                if (known == null || !known.shape().equals(snapshot.points())) {
                    announce(id, List.of());
                }
            } else if (known != null) {
                deadSince.putIfAbsent(id, nanos);
            }
        }
    }

    /** DDEATH for devices of which nothing is usable any more, once their last samples have been sent. */
    void buryTheDead(long nanos) throws Link.LinkException {
        for (Map.Entry<String, Long> dead : Map.copyOf(deadSince).entrySet()) {
            if (nanos - dead.getValue() >= DEAD_NANOS) {
                deadSince.remove(dead.getKey());
                alive.remove(dead.getKey());
                link.send(
                        topics.device("DDEATH", dead.getKey()),
                        Payloads.deviceDeath(nextSequence(), clock.utcMillis()));
            }
        }
    }

    /** What was announced of a device, after announcing what is missing for these samples. */
    MetricSet announced(Samples samples) throws Link.LinkException {
        MetricSet known = alive.get(samples.device());
        TreeSet<String> missing = new TreeSet<>();
        for (String point : samples.points()) {
            if (known == null || known.find(point) == null) {
                missing.add(point);
            }
        }
        if (known != null && missing.isEmpty()) {
            return known;
        }
        if (known != null) {
            missing.addAll(known.names());
        }
        return announce(samples.device(), List.copyOf(missing));
    }

    /** The metrics of every device that is there now. */
    Map<String, MetricSet> alive() {
        return alive;
    }

    private MetricSet announce(String device, List<String> former) throws Link.LinkException {
        Optional<DeviceImage> present = image.device(device);
        DeviceSnapshot now = new DeviceSnapshot();
        present.ifPresent(found -> found.read(now));
        PointSet shape = present.isPresent() ? now.points() : PointSet.EMPTY;
        MetricSet metrics = new MetricSet(device, shape, former, aliases, deadBands);
        alive.put(device, metrics);
        if (present.isEmpty()) {
            // Only its history is left; it dies again once that is sent.
            deadSince.putIfAbsent(device, lookedAt);
        }
        link.send(
                topics.device("DBIRTH", device),
                Payloads.deviceBirth(metrics, now, nextSequence(), clock.utcMillis(), lookedAt));
        return metrics;
    }

    private boolean isThere() {
        for (int point = 0; point < snapshot.points().size(); point++) {
            if (snapshot.quality(point).isUsable()) {
                return true;
            }
        }
        return false;
    }
}
