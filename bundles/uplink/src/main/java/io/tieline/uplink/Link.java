package io.tieline.uplink;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** One connection to one broker, from CONNECT to its end; never used again after that. */
final class Link implements MqttCallback {

    /** More than the session's window can hold, so that Paho itself never refuses. */
    private static final int IN_FLIGHT = 65_000;

    private static final long GOODBYE_MILLIS = 2_000;

    private final UplinkSettings settings;
    private final MqttAsyncClient client;
    private final BiConsumer<String, byte[]> inbound;
    private final Runnable wake;
    private volatile String lost = "";

    Link(URI broker, UplinkSettings settings, BiConsumer<String, byte[]> inbound, Runnable wake) throws MqttException {
        this.settings = settings;
        this.inbound = inbound;
        this.wake = wake;
        client = new MqttAsyncClient(
                broker.toString(), "tieline-" + settings.group() + "-" + settings.node(), new MemoryPersistence());
    }

    /** Connects and subscribes; returns when the broker has agreed. */
    void open(boolean tls, String willTopic, byte[] will, String... subscriptions)
            throws MqttException, GeneralSecurityException, IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        options.setMaxInflight(IN_FLIGHT);
        // Sparkplug 3.0, tck-id-message-flow-edge-node-birth-publish-will-message: QoS 1, not retained.
        options.setWill(willTopic, will, 1, false);
        UplinkSettings.Login login = settings.login();
        if (login != null) {
            options.setUserName(login.user());
            options.setPassword(login.password().toCharArray());
        }
        UplinkSettings.Tls trust = settings.tls();
        if (tls && trust != null) {
            options.setSocketFactory(TlsSockets.of(trust));
        }
        client.setCallback(this);
        Duration patience = settings.connectTimeout();
        client.connect(options).waitForCompletion(patience.toMillis());
        for (String topic : subscriptions) {
            client.subscribe(topic, 1).waitForCompletion(patience.toMillis());
        }
    }

    /** Empty while the connection stands. */
    String lost() {
        return lost;
    }

    /** QoS 0, not retained: what Sparkplug demands for births and data. */
    void send(String topic, byte[] payload) throws MqttException {
        client.publish(topic, payload, 0, false);
    }

    /** QoS 1; the broker has everything sent before it once this was acknowledged. */
    void fence(String topic, byte[] payload, Runnable acknowledged) throws MqttException {
        client.publish(topic, payload, 1, false, null, new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                acknowledged.run();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                lose("a fence was not delivered: " + cause.getMessage());
            }
        });
    }

    /** Says goodbye in the way that does not trigger the will: the last message is delivered first. */
    void goodbye(String topic, byte[] payload) {
        try {
            client.publish(topic, payload, 1, false).waitForCompletion(GOODBYE_MILLIS);
            client.disconnect(GOODBYE_MILLIS).waitForCompletion(GOODBYE_MILLIS);
        } catch (MqttException e) {
            lose(reason(e));
        }
    }

    /** Ends whatever is left of the connection and frees its threads. */
    void close() {
        lose("closed");
        try {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 500, false);
            }
            client.close(true);
        } catch (MqttException e) {
            // Nothing is left that could be released.
            lose(reason(e));
        }
    }

    static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof EOFException) {
            return "the broker or the network closed the connection";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void connectionLost(Throwable cause) {
        lose(reason(cause));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        inbound.accept(topic, message.getPayload());
        wake.run();
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // The fences have listeners of their own.
    }

    private void lose(String why) {
        if (lost.isEmpty()) {
            lost = why;
        }
        wake.run();
    }
}
