package io.tieline.snmp;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.snmp4j.TransportMapping;
import org.snmp4j.TransportStateReference;
import org.snmp4j.smi.Address;
import org.snmp4j.transport.TransportListener;

/**
 * Lets only messages through whose parts fill each other exactly, by the letter of X.690. snmp4j takes some others, too,
 * and reads a number into one that is empty; a message that was damaged must not become a value.
 */
final class Framing implements TransportListener {

    /** Message, PDU, list, binding; SNMPv3 has one more. */
    private static final int MOST_DEPTH = 8;

    private static final int SEQUENCE = 0x30;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1F;
    private static final int LONG_LENGTH = 0x80;
    private static final int MOST_LENGTH_OCTETS = 4;
    /** A sign octet and 64 bits. */
    private static final int LONGEST_NUMBER = 9;

    private final TransportListener next;
    private final LongAdder malformed = new LongAdder();

    Framing(TransportListener next) {
        this.next = next;
    }

    @Override
    public <A extends Address> void processMessage(
            TransportMapping<? super A> transport, A sender, ByteBuffer message, TransportStateReference state) {
        if (isSound(message)) {
            next.processMessage(transport, sender, message, state);
        } else {
            malformed.increment();
        }
    }

    /** Messages that were dropped. */
    long malformed() {
        return malformed.sum();
    }

    /** What follows the message in its datagram is nobody's. */
    static boolean isSound(ByteBuffer message) {
        int from = message.position();
        int to = message.limit();
        if (to - from < 2 || (message.get(from) & 0xFF) != SEQUENCE) {
            return false;
        }
        int content = content(message, from, to);
        return content >= 0 && areSound(message, content, content + length(message, from + 1), 1);
    }

    private static boolean areSound(ByteBuffer message, int from, int to, int depth) {
        int at = from;
        while (at < to) {
            int content = content(message, at, to);
            if (content < 0) {
                return false;
            }
            int type = message.get(at) & 0xFF;
            int length = length(message, at + 1);
            boolean sound = (type & CONSTRUCTED) != 0
                    ? depth < MOST_DEPTH && areSound(message, content, content + length, depth + 1)
                    : !isNumber(type) || length >= 1 && length <= LONGEST_NUMBER;
            if (!sound) {
                return false;
            }
            at = content + length;
        }
        return true;
    }

    /** Where the content of a part begins; negative if the part does not fit. */
    private static int content(ByteBuffer message, int at, int to) {
        if (to - at < 2 || (message.get(at) & LONG_TAG) == LONG_TAG) {
            return -1;
        }
        int first = message.get(at + 1) & 0xFF;
        int octets = first > LONG_LENGTH ? first - LONG_LENGTH : 0;
        if (first == LONG_LENGTH || octets > MOST_LENGTH_OCTETS || to - at - 2 < octets) {
            return -1;
        }
        int content = at + 2 + octets;
        int length = length(message, at + 1);
        return length >= 0 && length <= to - content ? content : -1;
    }

    /** The length that stands at a place; negative if it is absurd. */
    private static int length(ByteBuffer message, int at) {
        int first = message.get(at) & 0xFF;
        if (first < LONG_LENGTH) {
            return first;
        }
        int length = 0;
        for (int i = 1; i <= first - LONG_LENGTH; i++) {
            length = length << 8 | message.get(at + i) & 0xFF;
        }
        return length;
    }

    /** INTEGER, and Counter32, Gauge32, TimeTicks and Counter64 of RFC 2578 section 7.1. */
    private static boolean isNumber(int type) {
        return type == 0x02 || type == 0x41 || type == 0x42 || type == 0x43 || type == 0x46;
    }
}
