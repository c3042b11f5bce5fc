package io.tieline.rig.broker;

import java.io.IOException;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** Subscribes to a broker of someone else's and counts what it hands out. */
public final class ExternalListener implements AutoCloseable {

    private static final int EVERYTHING_QOS = 1;

    private final MqttClient client;
    private final SparkplugCounter counter = new SparkplugCounter();

    /**
     * @param uri `tcp://host:port` or `ssl://host:port`
     * @throws IOException when the broker cannot be reached
     */
    public ExternalListener(String uri) throws IOException {
        try {
            client = new MqttClient(uri, MqttClient.generateClientId(), new MemoryPersistence());
            client.setCallback(new Callback());
            MqttConnectOptions options = new MqttConnectOptions();
            options.setAutomaticReconnect(true);
            client.connect(options);
        } catch (MqttException | IllegalArgumentException e) {
            throw new IOException("cannot listen at the broker " + uri + ": " + e.getMessage(), e);
        }
    }

    public SparkplugCounter counter() {
        return counter;
    }

    @Override
    public void close() throws IOException {
        try {
            client.disconnectForcibly(500, 500);
            client.close(true);
        } catch (MqttException e) {
            throw new IOException(e);
        }
    }

    private final class Callback implements MqttCallbackExtended {
        @Override
        public void connectComplete(boolean again, String uri) {
            try {
                client.subscribe("#", EVERYTHING_QOS);
            } catch (MqttException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            counter.accept(topic, message.getPayload());
        }

        @Override
        public void connectionLost(@Nullable Throwable cause) {
            // Paho connects again.
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // We publish nothing.
        }
    }
}
