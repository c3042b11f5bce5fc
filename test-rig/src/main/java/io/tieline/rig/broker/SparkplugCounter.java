package io.tieline.rig.broker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what arrives at the broker, as an upstream system would see it: samples, those marked historical, repeated ones,
 * births, and gaps in each edge node's sequence numbers.
 */
public final class SparkplugCounter {

    /**
     * What was counted.
     *
     * @param samples metrics in data messages
     * @param duplicates samples that came before with the same metric, time and value
     * @param birthValues metrics in birth messages, not counted as samples
     * @param sequenceGaps messages whose sequence number did not follow the one before
     * @param other messages outside the Sparkplug data of edge nodes
     */
    public record Counts(
            long messages,
            long samples,
            long historical,
            long duplicates,
            long births,
            long birthValues,
            long deaths,
            long sequenceGaps,
            long malformed,
            long other,
            Map<String, Long> samplesByDevice) {}

    private static final String NAMESPACE = "spBv1.0";

    private final LongSet seen = new LongSet();
    private final Map<String, Long> lastSeq = new HashMap<>();
    private final Map<String, Long> byDevice = new TreeMap<>();
    private long messages;
    private long samples;
    private long historical;
    private long duplicates;
    private long births;
    private long birthValues;
    private long deaths;
    private long gaps;
    private long malformed;
    private long other;

    /** One message as it arrived at the broker. */
    public synchronized void accept(String topic, byte[] payload) {
        String[] part = topic.split("/");
        if (part.length < 4 || part.length > 5 || !part[0].equals(NAMESPACE)) {
            other++;
            return;
        }
        String edge = part[1] + "/" + part[3];
        String device = part.length == 5 ? part[4] : "";
        try {
            switch (part[2]) {
                case "NBIRTH", "DBIRTH" -> birth(edge, part[2], SparkplugMessage.decode(payload));
                case "NDATA", "DDATA" -> data(edge, device, SparkplugMessage.decode(payload));
                case "DDEATH" -> {
                    deaths++;
                    sequence(edge, SparkplugMessage.decode(payload).seq());
                }
                // The will carries the bdSeq and no sequence number of its own (Sparkplug 3.0, 6.4.18).
                case "NDEATH" -> {
                    deaths++;
                    lastSeq.remove(edge);
                }
                default -> other++;
            }
        } catch (IOException e) {
            malformed++;
        }
    }

    private void birth(String edge, String type, SparkplugMessage message) {
        messages++;
        births++;
        birthValues += message.metrics().size();
        if (type.equals("NBIRTH")) {
            lastSeq.put(edge, message.seq());
        } else {
            sequence(edge, message.seq());
        }
    }

    private void data(String edge, String device, SparkplugMessage message) {
        messages++;
        sequence(edge, message.seq());
        byDevice.merge(device, (long) message.metrics().size(), Long::sum);
        for (SparkplugMessage.Metric metric : message.metrics()) {
            samples++;
            if (metric.historical()) {
                historical++;
            }
            if (!seen.add(fingerprint(edge, device, metric))) {
                duplicates++;
            }
        }
    }

    private void sequence(String edge, long seq) {
        Long last = lastSeq.put(edge, seq);
        if (last != null && seq != (last + 1) % 256) {
            gaps++;
        }
    }

    private static long fingerprint(String edge, String device, SparkplugMessage.Metric metric) {
        // An alias is unique within its edge node (Sparkplug 3.0, 6.4.5), so it identifies the metric as well as the
        // name.
        String id = metric.alias() >= 0 ? "#" + metric.alias() : device + "/" + metric.name();
        long hash = 0xCBF29CE484222325L;
        for (long part : new long[] {hashOf(edge), hashOf(id), metric.timestamp(), metric.value()}) {
            hash = (hash ^ part) * 0x100000001B3L;
            hash ^= hash >>> 29;
            hash *= 0xBF58476D1CE4E5B9L;
        }
        return hash;
    }

    private static long hashOf(String text) {
        long hash = 7;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1_000_003 + text.charAt(i);
        }
        return hash;
    }

    public synchronized Counts counts() {
        return new Counts(
                messages,
                samples,
                historical,
                duplicates,
                births,
                birthValues,
                deaths,
                gaps,
                malformed,
                other,
                new TreeMap<>(byDevice));
    }
}
