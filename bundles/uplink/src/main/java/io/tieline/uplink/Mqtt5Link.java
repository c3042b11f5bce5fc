package io.tieline.uplink;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** MQTT 5. Nothing outlives the connection: what was not acknowledged is in the journal. */
final class Mqtt5Link implements Link, MqttCallback {

    /** From here on a reason code is a refusal (MQTT 5.0, 2.4). */
    private static final int REFUSAL = 0x80;

    private final UplinkSettings.Connection settings;
    private final boolean tls;
    private final MqttAsyncClient client;
    private final Listener listener;
    private final Ending ending;
    private volatile int packetBytes = Integer.MAX_VALUE;

    Mqtt5Link(URI broker, String clientId, UplinkSettings.Connection settings, Listener listener) throws LinkException {
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
        MqttConnectionOptions options = options();
        MqttMessage lastWords = new MqttMessage(will);
        lastWords.setQos(1);
        options.setWill(willTopic, lastWords);
        client.setCallback(this);
        long patience = settings.connectTimeout().toMillis();
        try {
            IMqttToken connected = client.connect(options);
            connected.waitForCompletion(patience);
            MqttProperties said = connected.getResponseProperties();
            Long most = said == null ? null : said.getMaximumPacketSize();
            packetBytes = most == null ? Integer.MAX_VALUE : (int) Math.min(most, Integer.MAX_VALUE);
            for (String topic : subscriptions) {
                IMqttToken subscribed = client.subscribe(topic, 1);
                subscribed.waitForCompletion(patience);
                requireAgreement(subscribed, "the broker refuses the subscription to " + topic);
            }
        } catch (MqttException e) {
            throw new LinkException(e);
        }
    }

    private static void requireAgreement(IMqttToken token, String otherwise) throws LinkException {
        int[] codes = token.getReasonCodes();
        if (codes != null && Arrays.stream(codes).anyMatch(code -> code >= REFUSAL)) {
            throw new LinkException(otherwise + " (reason codes " + Arrays.toString(codes) + ")");
        }
    }

    private MqttConnectionOptions options() throws GeneralSecurityException, IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        // Sparkplug 3.0, tck-id-principles-persistence-clean-session-50.
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        // Paho's topic aliases can loop for ever after a reconnect (paho.mqtt.java #1104).
        options.setTopicAliasMaximum(0);
        UplinkSettings.Login login = settings.login();
        if (login != null) {
            options.setUserName(login.user());
            options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
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

    @Override
    public int packetBytes() {
        return packetBytes;
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
            client.publish(topic, payload, 1, retained, null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    int[] codes = token.getReasonCodes();
                    if (codes != null && Arrays.stream(codes).anyMatch(code -> code >= REFUSAL)) {
                        ending.because(
                                "the broker refuses " + topic + " (reason codes " + Arrays.toString(codes) + ")");
                    } else {
                        acknowledged.run();
                    }
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
            // Sparkplug 3.0, tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt50.
            client.disconnect(
                            GOODBYE_MILLIS,
                            null,
                            null,
                            MqttReturnCode.RETURN_CODE_DISCONNECT_WITH_WILL_MESSAGE,
                            new MqttProperties())
                    .waitForCompletion(GOODBYE_MILLIS);
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
    public void disconnected(MqttDisconnectResponse response) {
        MqttException failure = response.getException();
        String said = response.getReasonString();
        ending.because(
                said != null
                        ? "the broker ended the connection: " + said
                        : failure != null ? Link.reason(failure) : "the broker ended the connection");
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
        ending.because(Link.reason(failure));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        listener.received(topic, message.getPayload(), message.isRetained());
        listener.stirred();
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // The fences have listeners of their own.
    }

    @Override
    public void connectComplete(boolean again, String broker) {
        // open() waits for it.
    }

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {
        // No enhanced authentication was asked for.
    }
}
