package io.tieline.uplink;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** MQTT 3.1.1. */
final class Mqtt3Link implements Link, MqttCallback {

    private final UplinkSettings.Connection settings;
    private final boolean tls;
    private final MqttAsyncClient client;
    private final Listener listener;
    private final Ending ending;

    Mqtt3Link(URI broker, String clientId, UplinkSettings.Connection settings, Listener listener) throws LinkException {
        this.settings = settings;
        this.listener = listener;
        this.ending = new Ending(listener);
        this.tls = "ssl".equals(broker.getScheme());
        try {
            client = new MqttAsyncClient(broker.toString(), clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw new LinkException(e);
        }
    }

    @Override
    public void open(String willTopic, byte[] will, String... subscriptions)
            throws LinkException, GeneralSecurityException, IOException {
        MqttConnectOptions options = options();
        options.setWill(willTopic, will, 1, false);
        client.setCallback(this);
        long patience = settings.connectTimeout().toMillis();
        try {
            client.connect(options).waitForCompletion(patience);
            for (String topic : subscriptions) {
                client.subscribe(topic, 1).waitForCompletion(patience);
            }
        } catch (MqttException e) {
            throw new LinkException(e);
        }
    }

    private MqttConnectOptions options() throws GeneralSecurityException, IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        options.setMaxInflight(IN_FLIGHT);
        UplinkSettings.Login login = settings.login();
        if (login != null) {
            options.setUserName(login.user());
            options.setPassword(login.password().toCharArray());
        }
        UplinkSettings.Tls trust = settings.tls();
        if (tls && trust != null) {
            options.setSocketFactory(TlsSockets.of(trust));
        }
        return options;
    }

    @Override
    public void hear(String topic) throws LinkException {
        try {
            client.subscribe(topic, 0);
        } catch (MqttException e) {
            throw new LinkException(e);
        }
    }

    @Override
    public String lost() {
        return ending.why();
    }

    /** MQTT 3.1.1 has no way to say it. */
    @Override
    public int packetBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void send(String topic, byte[] payload) throws LinkException {
        unassured(topic, payload, false);
    }

    @Override
    public void post(String topic, byte[] payload) throws LinkException {
        unassured(topic, payload, true);
    }

    private void unassured(String topic, byte[] payload, boolean retained) throws LinkException {
        try {
            client.publish(topic, payload, 0, retained);
        } catch (MqttException e) {
            throw new LinkException(e);
        }
    }

    @Override
    public void fence(String topic, byte[] payload, Runnable acknowledged) throws LinkException {
        assure(topic, payload, false, acknowledged);
    }

    @Override
    public void keep(String topic, byte[] payload) throws LinkException {
        assure(topic, payload, true, () -> {});
    }

    private void assure(String topic, byte[] payload, boolean retained, Runnable acknowledged) throws LinkException {
        try {
            client.publish(topic, payload, 1, retained, null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    acknowledged.run();
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    ending.because("a fence was not delivered: " + cause.getMessage());
                }
            });
        } catch (MqttException e) {
            throw new LinkException(e);
        }
    }

    @Override
    public void goodbye(String topic, byte[] payload) {
        try {
            client.publish(topic, payload, 1, false).waitForCompletion(GOODBYE_MILLIS);
            client.disconnect(GOODBYE_MILLIS).waitForCompletion(GOODBYE_MILLIS);
        } catch (MqttException e) {
            ending.because(Link.reason(e));
        }
    }

    @Override
    public void close() {
        ending.because("closed");
        try {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 500, false);
            }
            client.close(true);
        } catch (MqttException e) {
            // Nothing is left that could be released.
            ending.because(Link.reason(e));
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        ending.because(Link.reason(cause));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        listener.received(topic, message.getPayload(), message.isRetained());
        listener.stirred();
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // The fences have listeners of their own.
    }
}
