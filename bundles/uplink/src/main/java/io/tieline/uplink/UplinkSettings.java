package io.tieline.uplink;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to send.
 *
 * @param brokers tried in this order: {@code tcp://host:1883} or {@code ssl://host:8883}
 * @param group Sparkplug group id
 * @param node Sparkplug edge node id
 * @param primaryHost host application without which nothing is sent; null: send regardless
 * @param login null: anonymous
 * @param tls for {@code ssl://}; null: the JVM's trust store, no client certificate
 * @param backOff the first and the longest pause between attempts to connect
 * @param historyPerSecond samples of history sent per second at most, so that live data keeps priority
 */
public record UplinkSettings(
        List<URI> brokers,
        String group,
        String node,
        @Nullable String primaryHost,
        @Nullable Login login,
        @Nullable Tls tls,
        Duration keepAlive,
        Duration connectTimeout,
        BackOff backOff,
        int historyPerSecond) {

    /** Who we are to the broker; never printed. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * Whom to trust and how to prove who we are.
     *
     * @param authorities PEM file of the certificate authorities to trust; null: the JVM's trust store
     * @param keyStore PKCS 12 file with the client certificate and its key; null: none
     * @param keyStorePassword never printed
     */
    public record Tls(@Nullable Path authorities, @Nullable Path keyStore, @Nullable String keyStorePassword) {
        @Override
        public String toString() {
            return "Tls[authorities=" + authorities + ", keyStore=" + keyStore + "]";
        }
    }

    /** Pauses double from the first to the longest, each shortened by a random part of up to a half. */
    public record BackOff(Duration first, Duration longest) {}

    public UplinkSettings {
        brokers = List.copyOf(brokers);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("uplink.brokers: give at least one, like ssl://broker.example:8883");
        }
        for (URI broker : brokers) {
            if (!List.of("tcp", "ssl").contains(String.valueOf(broker.getScheme())) || broker.getHost() == null) {
                throw new IllegalArgumentException(
                        "uplink.brokers: " + broker + " is neither tcp://host:port nor ssl://host:port");
            }
        }
        requireTopicLevel("uplink.group", group);
        requireTopicLevel("uplink.node", node);
        if (historyPerSecond < 1) {
            throw new IllegalArgumentException("uplink.historyPerSecond: must be at least 1");
        }
    }

    /** Sends to the first broker that answers, without login, keep-alive 30 s, pauses of 1 s to 60 s. */
    public static UplinkSettings of(List<URI> brokers, String group, String node) {
        return new UplinkSettings(
                brokers,
                group,
                node,
                null,
                null,
                null,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
                20_000);
    }

    public UplinkSettings withPrimaryHost(@Nullable String host) {
        return new UplinkSettings(
                brokers, group, node, host, login, tls, keepAlive, connectTimeout, backOff, historyPerSecond);
    }

    public UplinkSettings withLogin(@Nullable Login as) {
        return new UplinkSettings(
                brokers, group, node, primaryHost, as, tls, keepAlive, connectTimeout, backOff, historyPerSecond);
    }

    public UplinkSettings withTls(@Nullable Tls trust) {
        return new UplinkSettings(
                brokers, group, node, primaryHost, login, trust, keepAlive, connectTimeout, backOff, historyPerSecond);
    }

    public UplinkSettings withBackOff(Duration first, Duration longest) {
        return new UplinkSettings(
                brokers,
                group,
                node,
                primaryHost,
                login,
                tls,
                keepAlive,
                connectTimeout,
                new BackOff(first, longest),
                historyPerSecond);
    }

    public UplinkSettings withHistoryPerSecond(int samples) {
        return new UplinkSettings(
                brokers, group, node, primaryHost, login, tls, keepAlive, connectTimeout, backOff, samples);
    }

    /** Sparkplug 3.0, 4.2: an id is one topic level without wildcards. */
    private static void requireTopicLevel(String field, String id) {
        if (id.isEmpty() || id.matches(".*[/+#].*")) {
            throw new IllegalArgumentException(field + ": must not be empty nor contain / + or #: '" + id + "'");
        }
    }
}
