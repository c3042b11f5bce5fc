package io.tieline.uplink;

import io.tieline.journal.Samples;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Puts values into DDATA messages and sends them. For the uplink's thread only. */
final class DataSender {

    private final Link link;
    private final Topics topics;
    private final SiteClock clock;
    private final Tally tally;
    private final Births births;
    private int messageBytes = Integer.MAX_VALUE;
    private final DataMessage message = new DataMessage();

    DataSender(Link link, Topics topics, SiteClock clock, Tally tally, Births births) {
        this.link = link;
        this.topics = topics;
        this.clock = clock;
        this.tally = tally;
        this.births = births;
    }

    /** Begins a new message from so many bytes on. */
    void limit(int bytes) {
        messageBytes = bytes;
    }

    /**
     * Sends recorded samples, those that the dead bands let through.
     *
     * <p>Values that are not historical must stand in chronological order in their message
     * (tck-id-operational-behavior-data-publish-dbirth-order): one that is older than the one before begins a new message.
     */
    void send(Samples samples, IntPredicate historical, long nanos) throws Link.LinkException {
        MetricSet.@Nullable Metric[] metrics = metrics(births.announced(samples), samples.points());
        long newestLive = Long.MIN_VALUE;
        for (int i = 0; i < samples.size(); i++) {
            MetricSet.Metric metric = metrics[samples.pointIndex(i)];
            if (metric == null) {
                continue;
            }
            boolean old = historical.test(i);
            Quality quality = samples.quality(i);
            long time = samples.utcMillis(i);
            if (!metric.tell(old, quality, samples.value(i), samples.text(i), nanos)) {
                tally.suppressed.incrementAndGet();
                continue;
            }
            boolean disorder = !old && time < newestLive;
            if (disorder || message.bytes() >= messageBytes) {
                finish(samples.device());
                newestLive = Long.MIN_VALUE;
            }
            newestLive = old ? newestLive : time;
            add(metric, time, old, quality, samples.value(i), samples.text(i));
        }
        finish(samples.device());
    }

    private static MetricSet.@Nullable Metric[] metrics(MetricSet announced, List<String> points) {
        MetricSet.@Nullable Metric[] metrics = new MetricSet.@Nullable Metric[points.size()];
        for (int i = 0; i < metrics.length; i++) {
            metrics[i] = announced.find(points.get(i));
        }
        return metrics;
    }

    /** Sends again, as it is now, what was last told before a moment. */
    void repeatSilent(LiveImage image, long before, long nanos) throws Link.LinkException {
        DeviceSnapshot now = new DeviceSnapshot();
        for (Map.Entry<String, MetricSet> device : births.alive().entrySet()) {
            DeviceImage present = image.device(device.getKey()).orElse(null);
            if (present != null) {
                present.read(now);
                repeatSilent(device.getValue(), now, before, nanos);
                finish(device.getKey());
            }
        }
    }

    private void repeatSilent(MetricSet metrics, DeviceSnapshot now, long before, long nanos) {
        for (MetricSet.Metric metric : metrics.all()) {
            int point = now.points().indexOf(metric.point().name());
            if (point >= 0 && metric.live().isSilentSince(before)) {
                Quality quality = now.quality(point);
                metric.live().is(quality, now.value(point), now.text(point), nanos);
                // The value holds now; its old time would look like a repetition.
                add(metric, clock.utcMillis(), false, quality, now.value(point), now.text(point));
            }
        }
    }

    private void add(
            MetricSet.Metric metric,
            long utcMillis,
            boolean historical,
            Quality quality,
            double value,
            @Nullable String text) {
        byte[] properties = metric.mustTell(quality) ? Payloads.quality(quality) : null;
        message.add(metric, utcMillis, historical, quality, value, text, properties);
        if (historical) {
            tally.historical.incrementAndGet();
        }
    }

    private void finish(String device) throws Link.LinkException {
        if (!message.isEmpty()) {
            tally.sent.addAndGet(message.metrics());
            link.send(topics.device("DDATA", device), message.finish(births.nextSequence(), clock.utcMillis()));
        }
    }
}
