package io.tieline.uplink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A host application that notes everything and checks what must hold for every message. */
final class Listener implements AutoCloseable {

    /** A value of a DDATA whose alias was resolved through the births. */
    record Arrival(String point, long utcMillis, Object value, boolean historical) {}

    private final MqttClient client;
    private final List<String> types = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Long, String> aliases = new HashMap<>();
    private final Map<String, Map<String, Object>> properties = new HashMap<>();
    private final List<Long> birthSequences = new ArrayList<>();
    private final List<Long> deathSequences = new ArrayList<>();
    private long expectedSeq = -1;

    Listener(String broker) throws MqttException {
        client = new MqttClient(broker, "listener", new MemoryPersistence());
        client.connect();
        client.subscribe("spBv1.0/#", 1, this::arrived);
    }

    void publish(String topic, byte[] payload, boolean retained) throws MqttException {
        client.publish(topic, payload, 1, retained);
    }

    /** What is said on another topic, as text, from now on. */
    List<String> listen(String topic) throws MqttException {
        List<String> heard = new CopyOnWriteArrayList<>();
        client.subscribe(
                topic, 1, (where, message) -> heard.add(new String(message.getPayload(), StandardCharsets.UTF_8)));
        return heard;
    }

    synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    synchronized List<String> types() {
        return List.copyOf(types);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized Map<String, Object> properties(String point) {
        return properties.getOrDefault(point, Map.of());
    }

    synchronized List<Long> birthSequences() {
        return List.copyOf(birthSequences);
    }

    synchronized List<Long> deathSequences() {
        return List.copyOf(deathSequences);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 500);
        }
        client.close(true);
    }

    private synchronized void arrived(String topic, MqttMessage message) {
        String[] levels = topic.split("/");
        if (levels[1].equals("STATE") || levels[2].endsWith("CMD")) {
            return;
        }
        WireReader.Payload payload = WireReader.payload(message.getPayload());
        String type = levels[2];
        types.add(levels.length > 4 ? type + " " + levels[4] : type);
        if (type.equals("NDEATH")) {
            deathSequences.add((Long) payload.metrics().get(0).value());
            return;
        }
        if (type.equals("NBIRTH")) {
            expectedSeq = 0;
            aliases.clear();
            payload.metrics().stream()
                    .filter(metric -> metric.name().equals("bdSeq"))
                    .forEach(metric -> birthSequences.add((Long) metric.value()));
        }
        if (payload.seq() != expectedSeq) {
            faults.add(type + " has seq " + payload.seq() + " instead of " + expectedSeq);
        }
        expectedSeq = (expectedSeq + 1) % 256;
        for (WireReader.Metric metric : payload.metrics()) {
            take(type, levels.length > 4 ? levels[4] : "", metric);
        }
    }

    private void take(String type, String device, WireReader.Metric metric) {
        if (type.equals("DBIRTH")) {
            String point = device + "/" + metric.name();
            String other = aliases.put(metric.alias(), point);
            if (other != null && !other.equals(point)) {
                faults.add("alias " + metric.alias() + " means " + other + " and " + point);
            }
            properties.put(point, metric.properties());
        } else if (type.equals("DDATA")) {
            String point = aliases.get(metric.alias());
            if (point == null || !point.startsWith(device + "/")) {
                faults.add("alias " + metric.alias() + " of " + device + " was not announced");
            } else {
                Object value = metric.isNull() ? "null" : metric.value();
                arrivals.add(new Arrival(point, metric.utcMillis(), value, metric.historical()));
            }
        }
    }
}
