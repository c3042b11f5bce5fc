package io.tieline.uplink;

import io.tieline.model.SiteClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Finds out how large a message the broker forwards: some drop larger ones without a word and acknowledge what comes after
 * them, so that a fence proves nothing about them. Filling goes out on a topic of ours to which we listen; the largest that
 * comes back tells. For the uplink's thread, but for {@link #heard}.
 */
final class SizeProbe {

    /** A broker of several machines may acknowledge a fence before it forwards what came before. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Duration NAP = Duration.ofMillis(50);

    /** Waits until something happens, but not longer than told; false once there is nothing to wait for any more. */
    @FunctionalInterface
    interface Nap {
        boolean atMost(Duration duration);
    }

    private final Topics topics;
    private final SiteClock realTime;
    private final long acknowledgeNanos;
    private final AtomicInteger largest = new AtomicInteger();
    /** Brokers that ended the connection when they were asked: not asked again. */
    private final Set<URI> touchy = new HashSet<>();

    /**
     * @param acknowledgeTimeout a broker that acknowledges nothing for so long is asked no further
     */
    SizeProbe(Topics topics, SiteClock realTime, Duration acknowledgeTimeout) {
        this.topics = topics;
        this.realTime = realTime;
        this.acknowledgeNanos = acknowledgeTimeout.toNanos();
    }

    /** What came back on {@link Topics#echo()}. */
    void heard(byte[] payload) {
        largest.accumulateAndGet(payload.length, Math::max);
    }

    /**
     * Asks the broker.
     *
     * @param wanted the largest message that is wanted, bytes
     * @return the largest of {@code wanted} and its halves that came back; {@code wanted} if none did, for then we may not
     *     listen there
     */
    int ask(Link link, URI broker, int wanted, Nap nap) throws Link.LinkException {
        if (!touchy.add(broker)) {
            return wanted;
        }
        largest.set(0);
        link.hear(topics.echo());
        link.send(topics.echo(), new byte[wanted]);
        if (!await(link, () -> largest.get() >= wanted, nap)) {
            int least = sendHalves(link, wanted);
            await(link, () -> largest.get() >= least, nap);
        }
        if (!link.lost().isEmpty()) {
            return wanted;
        }
        touchy.remove(broker);
        return largest.get() == 0 ? wanted : largest.get();
    }

    private int sendHalves(Link link, int wanted) throws Link.LinkException {
        int smallest = wanted;
        for (int size = wanted / 2; size >= UplinkSettings.Pace.LEAST_MESSAGE_BYTES; size /= 2) {
            link.send(topics.echo(), new byte[size]);
            smallest = size;
        }
        return smallest;
    }

    private boolean await(Link link, BooleanSupplier done, Nap nap) throws Link.LinkException {
        AtomicBoolean fenced = new AtomicBoolean();
        link.fence(topics.fence(), "{}".getBytes(StandardCharsets.UTF_8), () -> fenced.set(true));
        long begun = realTime.monotonicNanos();
        long patientSince = begun;
        for (long now = begun; !done.getAsBoolean(); now = realTime.monotonicNanos()) {
            patientSince = fenced.get() ? patientSince : now;
            if (now - begun > acknowledgeNanos || now - patientSince > PATIENCE_NANOS || !nap.atMost(NAP)) {
                return false;
            }
        }
        return true;
    }
}
