package io.tieline.rig.bench.journal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A subscriber that counts samples: historical ones, and how late the others come. Reads of a payload what it needs and
 * nothing else, so that it takes little of the machine that the sender runs on. Field numbers are those of
 * sparkplug.proto.
 */
final class ArrivalCount implements AutoCloseable {

    private static final int METRICS = 2;
    private static final int METRIC_TIMESTAMP = 3;
    private static final int METRIC_IS_HISTORICAL = 5;

    private final MqttClient client;
    private final SiteClock clock;
    private final AtomicLong historical = new AtomicLong();
    private volatile long lastHistoricalNanos;
    private volatile long latestLiveMillis;

    ArrivalCount(String broker, SiteClock clock) throws MqttException {
        this.clock = clock;
        client = new MqttClient(broker, "tieline-arrivals", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        client.connect(options);
        client.subscribe("spBv1.0/+/DDATA/#", 0, this::take);
    }

    /** How many samples marked historical have come. */
    long historical() {
        return historical.get();
    }

    /** When the newest of them came, as {@link System#nanoTime()}. */
    long lastHistoricalNanos() {
        return lastHistoricalNanos;
    }

    /** The longest that a live sample took from its timestamp to here; 0 before the first one. */
    long latestLiveMillis() {
        return latestLiveMillis;
    }

    private void take(String topic, MqttMessage message) throws IOException {
        long now = clock.utcMillis();
        long old = 0;
        CodedInputStream in = CodedInputStream.newInstance(message.getPayload());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == METRICS) {
                int outer = in.pushLimit(in.readRawVarint32());
                old += isHistorical(in, now) ? 1 : 0;
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
        if (old > 0) {
            lastHistoricalNanos = System.nanoTime();
            historical.addAndGet(old);
        }
    }

    private boolean isHistorical(CodedInputStream metric, long now) throws IOException {
        long time = now;
        boolean isHistorical = false;
        for (int tag = metric.readTag(); tag != 0; tag = metric.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case METRIC_TIMESTAMP -> time = metric.readUInt64();
                case METRIC_IS_HISTORICAL -> isHistorical = metric.readBool();
                default -> metric.skipField(tag);
            }
        }
        if (!isHistorical && now - time > latestLiveMillis) {
            latestLiveMillis = now - time;
        }
        return isHistorical;
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 500);
        client.close(true);
    }
}
