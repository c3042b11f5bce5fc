package io.tieline.rig.broker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was said last on each topic that is not Sparkplug's. */
final class LastWords {

    private final Map<String, String> byTopic = new ConcurrentHashMap<>();

    record Said(String topic, String words) {}

    void accept(String topic, byte[] payload) {
        if (!topic.startsWith("spBv1.0/")) {
            byTopic.put(topic, new String(payload, StandardCharsets.UTF_8));
        }
    }

    Said on(String ending) {
        return byTopic.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ending))
                .map(entry -> new Said(entry.getKey(), entry.getValue()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("nobody has said anything on a topic ending in " + ending));
    }
}
