package io.tieline.rig.broker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what arrives at the broker, as an upstream system would see it: samples, those marked historical, repeated ones,
 * births, gaps in each edge node's sequence numbers, and data nobody could attribute.
 */
public final class SparkplugCounter {

    /**
     * What was counted.
     *
     * @param samples metrics in data messages
     * @param duplicates samples that came before with the same metric, time and value
     * @param birthValues metrics in birth messages, not counted as samples
     * @param sequenceGaps messages whose sequence number did not follow the one before
     * @param unnamed samples whose alias no birth of the edge node has introduced
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
            long unnamed,
            long malformed,
            long other,
            Map<String, Long> samplesByDevice) {}

    private static final String NAMESPACE = "spBv1.0";

    private final LongSet seen = new LongSet();
    private final Map<String, Long> lastSeq = new HashMap<>();
    private final Map<String, Map<Long, String>> aliases = new HashMap<>();
    private final Map<String, Long> byDevice = new TreeMap<>();
    private long messages;
    private long samples;
    private long historical;
    private long duplicates;
    private long births;
    private long birthValues;
    private long deaths;
    private long gaps;
    private long unnamed;
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
                case "NBIRTH", "DBIRTH" -> birth(edge, device, part[2], SparkplugMessage.decode(payload));
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

    private void birth(String edge, String device, String type, SparkplugMessage message) {
        messages++;
        births++;
        birthValues += message.metrics().size();
        if (type.equals("NBIRTH")) {
            // A birth of the node starts its session anew: sequence, aliases and all (Sparkplug 3.0, 6.4.7).
            lastSeq.put(edge, message.seq());
            aliases.put(edge, new HashMap<>());
        } else {
            sequence(edge, message.seq());
        }
        Map<Long, String> names = aliases.computeIfAbsent(edge, key -> new HashMap<>());
        for (SparkplugMessage.Metric metric : message.metrics()) {
            if (metric.alias() >= 0) {
                names.put(metric.alias(), device + "/" + metric.name());
            }
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
            String name = nameOf(edge, device, metric);
            if (name == null) {
                unnamed++;
            } else if (!seen.add(fingerprint(edge, name, metric))) {
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

    private @Nullable String nameOf(String edge, String device, SparkplugMessage.Metric metric) {
        if (metric.name() != null) {
            return device + "/" + metric.name();
        }
        Map<Long, String> names = aliases.get(edge);
        return names == null ? null : names.get(metric.alias());
    }

    private static long fingerprint(String edge, String name, SparkplugMessage.Metric metric) {
        long hash = 0xCBF29CE484222325L;
        for (long part : new long[] {hashOf(edge), hashOf(name), metric.timestamp(), metric.value()}) {
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
                unnamed,
                malformed,
                other,
                new TreeMap<>(byDevice));
    }
}
