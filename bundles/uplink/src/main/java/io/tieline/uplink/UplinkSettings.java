package io.tieline.uplink;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to send.
 *
 * @param brokers tried in this order: {@code tcp://host:1883} or {@code ssl://host:8883}
 * @param identity who we are
 * @param connection how a connection is made and kept
 * @param pace how much is sent
 * @param signers who may ask for something; empty: everybody the broker lets publish to us
 */
public record UplinkSettings(
        List<URI> brokers, Identity identity, Connection connection, Pace pace, List<Signer> signers) {

    /** The version of MQTT to speak. */
    public enum Mqtt {
        V3_1_1,
        V5
    }

    /**
     * Who we are.
     *
     * @param group Sparkplug group id
     * @param node Sparkplug edge node id
     * @param primaryHost host application without which nothing is sent; null: send regardless
     */
    public record Identity(String group, String node, @Nullable String primaryHost) {}

    /**
     * How a connection is made and kept.
     *
     * @param login null: anonymous
     * @param tls for {@code ssl://}; null: the JVM's trust store, no client certificate
     * @param acknowledgeTimeout a broker that acknowledges nothing for so long is left
     * @param backOff the first and the longest pause between attempts to connect
     */
    public record Connection(
            Mqtt mqtt,
            @Nullable Login login,
            @Nullable Tls tls,
            Duration keepAlive,
            Duration connectTimeout,
            Duration acknowledgeTimeout,
            BackOff backOff) {}

    /**
     * How much is sent. The record at the site keeps everything in any case.
     *
     * @param historyPerSecond samples of history sent per second at most, so that live data keeps priority
     * @param messageBytes no data message is larger; several brokers allow 256 KB
     * @param deadBands changes too small to be worth sending
     * @param longestSilence a metric unchanged for so long is sent again; zero: never, as Sparkplug recommends
     */
    public record Pace(int historyPerSecond, int messageBytes, DeadBands deadBands, Duration longestSilence) {

        static final int LEAST_MESSAGE_BYTES = 1024;

        public Pace {
            if (historyPerSecond < 1) {
                throw new IllegalArgumentException("uplink.historyPerSecond: must be at least 1");
            }
            if (messageBytes < LEAST_MESSAGE_BYTES) {
                throw new IllegalArgumentException("uplink.messageBytes: must be at least " + LEAST_MESSAGE_BYTES);
            }
            if (longestSilence.isNegative()) {
                throw new IllegalArgumentException("uplink.longestSilence: must not be negative");
            }
        }
    }

    /** Who we are to the broker; never printed. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Whom to trust and how to prove who we are. */
    public sealed interface Tls {

        /**
         * As files say it.
         *
         * @param authorities PEM file of the certificate authorities to trust; null: the JVM's trust store
         * @param keyStore PKCS 12 file with the client certificate and its key; null: none
         * @param keyStorePassword never printed
         */
        record Files(@Nullable Path authorities, @Nullable Path keyStore, @Nullable String keyStorePassword)
                implements Tls {
            @Override
            public String toString() {
                return "Tls[authorities=" + authorities + ", keyStore=" + keyStore + "]";
            }
        }

        /** As the host says it; asked anew for every connection. */
        record Host(Sockets sockets) implements Tls {}

        /** Makes sockets. */
        @FunctionalInterface
        interface Sockets {
            SSLSocketFactory factory() throws GeneralSecurityException, IOException;
        }
    }

    /** Pauses double from the first to the longest, each shortened by a random part of up to a half. */
    public record BackOff(Duration first, Duration longest) {}

    public UplinkSettings {
        brokers = List.copyOf(brokers);
        signers = List.copyOf(signers);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("uplink.brokers: give at least one, like ssl://broker.example:8883");
        }
        for (URI broker : brokers) {
            if (!List.of("tcp", "ssl").contains(String.valueOf(broker.getScheme())) || broker.getHost() == null) {
                throw new IllegalArgumentException(
                        "uplink.brokers: " + broker + " is neither tcp://host:port nor ssl://host:port");
            }
        }
        requireTopicLevel("uplink.group", identity.group());
        requireTopicLevel("uplink.node", identity.node());
    }

    /** Sends to the first broker that answers, without login, keep-alive 30 s, pauses of 1 s to 60 s. */
    public static UplinkSettings of(List<URI> brokers, String group, String node) {
        return new UplinkSettings(
                brokers,
                new Identity(group, node, null),
                new Connection(
                        Mqtt.V3_1_1,
                        null,
                        null,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60))),
                new Pace(50_000, 128 * 1024, DeadBands.NONE, Duration.ZERO),
                List.of());
    }

    public UplinkSettings withPrimaryHost(@Nullable String host) {
        return new UplinkSettings(
                brokers, new Identity(identity.group(), identity.node(), host), connection, pace, signers);
    }

    public UplinkSettings withConnection(Connection changed) {
        return new UplinkSettings(brokers, identity, changed, pace, signers);
    }

    public UplinkSettings withPace(Pace changed) {
        return new UplinkSettings(brokers, identity, connection, changed, signers);
    }

    public UplinkSettings withSigners(List<Signer> changed) {
        return new UplinkSettings(brokers, identity, connection, pace, changed);
    }

    /** The same over another version of MQTT. */
    public UplinkSettings withMqtt(Mqtt version) {
        Connection now = connection;
        return withConnection(new Connection(
                version,
                now.login(),
                now.tls(),
                now.keepAlive(),
                now.connectTimeout(),
                now.acknowledgeTimeout(),
                now.backOff()));
    }

    public UplinkSettings withLogin(@Nullable Login as) {
        Connection now = connection;
        return withConnection(new Connection(
                now.mqtt(),
                as,
                now.tls(),
                now.keepAlive(),
                now.connectTimeout(),
                now.acknowledgeTimeout(),
                now.backOff()));
    }

    public UplinkSettings withTls(@Nullable Tls trust) {
        Connection now = connection;
        return withConnection(new Connection(
                now.mqtt(),
                now.login(),
                trust,
                now.keepAlive(),
                now.connectTimeout(),
                now.acknowledgeTimeout(),
                now.backOff()));
    }

    public UplinkSettings withAcknowledgeTimeout(Duration longest) {
        Connection now = connection;
        return withConnection(new Connection(
                now.mqtt(), now.login(), now.tls(), now.keepAlive(), now.connectTimeout(), longest, now.backOff()));
    }

    public UplinkSettings withBackOff(Duration first, Duration longest) {
        Connection now = connection;
        return withConnection(new Connection(
                now.mqtt(),
                now.login(),
                now.tls(),
                now.keepAlive(),
                now.connectTimeout(),
                now.acknowledgeTimeout(),
                new BackOff(first, longest)));
    }

    public UplinkSettings withHistoryPerSecond(int samples) {
        return withPace(new Pace(samples, pace.messageBytes(), pace.deadBands(), pace.longestSilence()));
    }

    /** Sparkplug 3.0, 4.2: an id is one topic level without wildcards. */
    private static void requireTopicLevel(String field, String id) {
        if (id.isEmpty() || id.matches(".*[/+#].*")) {
            throw new IllegalArgumentException(field + ": must not be empty nor contain / + or #: '" + id + "'");
        }
    }
}
