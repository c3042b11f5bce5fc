package io.tieline.rig.broker;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptPublishMessage;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** An embedded MQTT 3.1.1 broker on loopback; clients reach it through a relay that can be cut. */
public final class DemoBroker implements AutoCloseable {

    /** Births of a large site are far above Moquette's 8 KB. */
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final int QUEUE = 65_536;

    private final Server server;
    private final CutRelay relay;
    private final SparkplugCounter counter;
    private final LastWords said;

    private DemoBroker(Server server, CutRelay relay, SparkplugCounter counter, LastWords said) {
        this.server = server;
        this.said = said;
        this.relay = relay;
        this.counter = counter;
    }

    /**
     * @param port of the relay, 0 = a free one
     * @throws IOException when the port is taken
     */
    public static DemoBroker start(int port) throws IOException {
        int inner;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            inner = probe.getLocalPort();
        }
        SparkplugCounter counter = new SparkplugCounter();
        LastWords said = new LastWords();
        Server server = new Server();
        server.startServer(new MemoryConfig(settings(inner)), List.of(new Tap(counter, said)));
        try {
            return new DemoBroker(server, new CutRelay(port, inner), counter, said);
        } catch (IOException e) {
            server.stopServer();
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    private static Properties settings(int port) {
        Properties settings = new Properties();
        settings.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        settings.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
        settings.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, "disabled");
        settings.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        // MQTT 3.1.1, 3.1.3.1: a client may leave its name to the broker, as mosquitto_sub does.
        settings.setProperty(BrokerConstants.ALLOW_ZERO_BYTE_CLIENT_ID_PROPERTY_NAME, "true");
        settings.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        settings.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        settings.setProperty(IConfig.SESSION_QUEUE_SIZE, Integer.toString(QUEUE));
        settings.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(MAX_MESSAGE_BYTES));
        // Flush at once: an acknowledgement that waits for a timer would be measured as the network's.
        settings.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "0");
        return settings;
    }

    /** Where clients connect. */
    public String uri() {
        return "tcp://127.0.0.1:" + relay.port();
    }

    /** Closes all connections and refuses new ones. */
    public void cut() throws IOException {
        relay.cut();
    }

    public void mend() throws IOException {
        relay.mend();
    }

    public SparkplugCounter counter() {
        return counter;
    }

    /**
     * Says something as if another client had, on the topic on which somebody said something last.
     *
     * @param ending of the topic
     * @param words makes them from what was said last
     * @throws IllegalStateException if nobody has said anything there yet
     */
    public void answer(String ending, UnaryOperator<String> words) {
        LastWords.Said last = said.on(ending);
        server.internalPublish(
                MqttMessageBuilders.publish()
                        .topicName(last.topic())
                        .qos(MqttQoS.AT_MOST_ONCE)
                        .payload(Unpooled.copiedBuffer(words.apply(last.words()), StandardCharsets.UTF_8))
                        .build(),
                "somebody");
    }

    @Override
    public void close() throws IOException {
        relay.close();
        server.stopServer();
    }

    /** Sees every publication inside the broker, so nothing is lost between it and a subscriber. */
    private static final class Tap extends AbstractInterceptHandler {

        private final SparkplugCounter counter;
        private final LastWords said;

        Tap(SparkplugCounter counter, LastWords said) {
            this.counter = counter;
            this.said = said;
        }

        @Override
        public String getID() {
            return "sparkplug-counter";
        }

        @Override
        public void onPublish(InterceptPublishMessage message) {
            try {
                byte[] payload = ByteBufUtil.getBytes(message.getPayload());
                counter.accept(message.getTopicName(), payload);
                said.accept(message.getTopicName(), payload);
            } finally {
                message.getPayload().release();
            }
        }

        @Override
        public void onSessionLoopError(Throwable error) {
            // Moquette has logged it; the sequence gaps of the counter show what is missing.
        }
    }
}
