package io.tieline.uplink;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;

/** One connection to one broker, from CONNECT to its end; never used again after that. */
interface Link extends AutoCloseable {

    /** More than the session's window can hold, so that Paho itself never refuses. */
    int IN_FLIGHT = 65_000;

    long GOODBYE_MILLIS = 2_000;

    /** Who hears of what happens on a connection; called on its threads. */
    interface Listener {

        /** @param kept retained by the broker from before the subscription */
        void received(String topic, byte[] payload, boolean kept);

        /** Something happened that the sender may be waiting for. */
        void stirred();
    }

    /** The connection failed or ended, or the broker refused something. */
    final class LinkException extends Exception {

        private static final long serialVersionUID = 1L;

        LinkException(Throwable cause) {
            super(reason(cause), cause);
        }

        LinkException(String message) {
            super(message);
        }
    }

    /**
     * Connects and subscribes with QoS 1; returns when the broker has agreed.
     *
     * @param will what the broker says for us when the connection breaks: QoS 1, not retained (Sparkplug 3.0,
     *     tck-id-message-flow-edge-node-birth-publish-will-message)
     */
    void open(String willTopic, byte[] will, String... subscriptions)
            throws LinkException, GeneralSecurityException, IOException;

    /** Subscribes with QoS 0; a broker that does not agree lets nothing be heard. */
    void hear(String topic) throws LinkException;

    /** Why the connection ended; empty while it stands. */
    String lost();

    /** The largest packet the broker has said to take, in bytes; {@link Integer#MAX_VALUE} if it has not said any. */
    int packetBytes();

    /** QoS 0, not retained: what Sparkplug demands for births and data. */
    void send(String topic, byte[] payload) throws LinkException;

    /** QoS 0, retained: a broker that does not agree drops it; nothing: the broker forgets what it has kept. */
    void post(String topic, byte[] payload) throws LinkException;

    /** QoS 1; the broker has everything sent before it once this was acknowledged. */
    void fence(String topic, byte[] payload, Runnable acknowledged) throws LinkException;

    /** QoS 1, retained: the broker tells it also to those who come later. */
    void keep(String topic, byte[] payload) throws LinkException;

    /** Says goodbye: the last message is delivered before the connection ends. */
    void goodbye(String topic, byte[] payload);

    /** Ends whatever is left of the connection and frees its threads. */
    @Override
    void close();

    /** A new connection, not opened yet. */
    static Link to(URI broker, UplinkSettings settings, Listener listener) throws LinkException {
        UplinkSettings.Identity identity = settings.identity();
        String client = "tieline-" + identity.group() + "-" + identity.node();
        return switch (settings.connection().mqtt()) {
            case V3_1_1 -> new Mqtt3Link(broker, client, settings.connection(), listener);
            case V5 -> new Mqtt5Link(broker, client, settings.connection(), listener);
        };
    }

    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof EOFException) {
            return "the broker or the network closed the connection";
        }
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + " is missing";
        }
        if (cause instanceof CertPathBuilderException) {
            return "its certificate is by none of the authorities trusted here; name the PEM file of its authority as"
                    + " Authorities of the form Tieline uplink";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
