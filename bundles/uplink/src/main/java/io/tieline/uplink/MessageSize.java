package io.tieline.uplink;

/**
 * How large a data message may be. A broker of MQTT 3.1.1 cannot say what it takes; one that ends connections on which
 * data was sent, and never acknowledges any, may find the messages too large: each time they become half as large.
 */
final class MessageSize {

    /** Topic, headers and one more metric beside what is counted. */
    private static final int BESIDE = 1024;

    private int bytes;

    MessageSize(int most) {
        this.bytes = most;
    }

    /** The size for a connection whose broker takes packets up to a size. */
    int bytes(int packetBytes) {
        return Math.max(1, Math.min(bytes, packetBytes - BESIDE));
    }

    /** The size for a connection whose broker forwards messages up to a size. */
    static int below(int forwarded) {
        return Math.max(1, forwarded - BESIDE);
    }

    /** A connection was lost. */
    void ended(boolean sentData, boolean acknowledged) {
        if (sentData && !acknowledged) {
            bytes = Math.max(UplinkSettings.Pace.LEAST_MESSAGE_BYTES, bytes / 2);
        }
    }
}
