package io.tieline.kafka;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the record goes.
 *
 * @param servers bootstrap servers: {@code kafka-1:9093,kafka-2:9093}
 * @param topic records of one device keep their order in it, for they share a key
 * @param client further settings of the Kafka producer by its own names, such as {@code security.protocol}; never printed
 */
public record KafkaSettings(String servers, String topic, Map<String, String> client) {

    /** What decides about losing nothing is not for changing; nor is telemetry, whose code we do not carry. */
    private static final Map<String, String> FIXED = Map.of(
            "enable.metrics.push", "false",
            "enable.idempotence", "true",
            "acks", "all",
            "key.serializer", "org.apache.kafka.common.serialization.StringSerializer",
            "value.serializer", "org.apache.kafka.common.serialization.StringSerializer");

    public KafkaSettings {
        client = Map.copyOf(client);
        if (servers.isBlank()) {
            throw new IllegalArgumentException("kafka.servers: give at least one, like kafka-1.example:9093");
        }
        if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
            throw new IllegalArgumentException(
                    "kafka.topic: letters, digits, dots, lines and underscores only: '" + topic + "'");
        }
        for (String name : client.keySet()) {
            if (FIXED.containsKey(name) || name.equals("bootstrap.servers")) {
                throw new IllegalArgumentException("kafka.client: " + name + " cannot be set here");
            }
        }
    }

    Map<String, Object> producer() {
        Map<String, Object> all = new TreeMap<>();
        all.put("compression.type", "gzip");
        all.put("linger.ms", "50");
        all.putAll(client);
        all.putAll(FIXED);
        all.put("bootstrap.servers", servers);
        return all;
    }

    @Override
    public String toString() {
        return "KafkaSettings[" + servers + ", " + topic + ", " + client.keySet() + "]";
    }
}
