package io.tieline.snmp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads a community message by the letter of X.690 and RFC 3416, written apart from what is tested, to judge it: every
 * length must end where its parent's does.
 */
final class PlainReader {

    /** A message, as far as a response to a GET matters; numbers by their OID. */
    record Message(
            int version, String community, int type, int requestId, int errorStatus, Map<String, Double> numbers) {}

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private final byte[] bytes;
    private int at;

    private PlainReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Empty if the message is none. */
    static Optional<Message> read(byte[] bytes) {
        try {
            return Optional.of(new PlainReader(bytes).message());
        } catch (Malformed | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Message message() {
        int end = enter(0x30, bytes.length);
        int version = number(end).intValue();
        String community = new String(content(0x04, end), StandardCharsets.ISO_8859_1);
        int type = bytes[at] & 0xFF;
        int pduEnd = enter(type, end);
        int requestId = number(pduEnd).intValue();
        int errorStatus = number(pduEnd).intValue();
        number(pduEnd);
        int listEnd = enter(0x30, pduEnd);
        Map<String, Double> numbers = new HashMap<>();
        while (at < listEnd) {
            int bindingEnd = enter(0x30, listEnd);
            String oid = oid(content(0x06, bindingEnd));
            value(bindingEnd).ifPresent(value -> numbers.putIfAbsent(oid, value));
            check(at == bindingEnd);
        }
        check(at == listEnd && at == pduEnd && at == end);
        return new Message(version, community, type, requestId, errorStatus, numbers);
    }

    private Optional<Double> value(int end) {
        int type = bytes[at] & 0xFF;
        byte[] content = content(type, end);
        return switch (type) {
            case 0x02 -> Optional.of(integer(content).doubleValue());
            case 0x41, 0x42, 0x43 -> Optional.of((double) (new BigInteger(1, content).longValue() & 0xFFFFFFFFL));
            case 0x46 -> Optional.of((double) new BigInteger(1, content).longValue());
            default -> Optional.empty();
        };
    }

    private BigInteger number(int end) {
        return integer(content(0x02, end));
    }

    private static BigInteger integer(byte[] content) {
        check(content.length > 0 && content.length <= 5);
        return new BigInteger(content);
    }

    private byte[] content(int type, int end) {
        int to = enter(type, end);
        byte[] content = Arrays.copyOfRange(bytes, at, to);
        at = to;
        return content;
    }

    /** Goes into a value. @return where it ends */
    private int enter(int type, int end) {
        check((bytes[at++] & 0xFF) == type);
        int length = bytes[at++] & 0xFF;
        if (length > 0x80) {
            int octets = length & 0x7F;
            check(octets <= 4);
            long octetsValue = 0;
            for (int i = 0; i < octets; i++) {
                octetsValue = octetsValue << 8 | bytes[at++] & 0xFF;
            }
            check(octetsValue <= bytes.length);
            length = (int) octetsValue;
        } else {
            check(length < 0x80);
        }
        check(at + length <= end);
        return at + length;
    }

    private static String oid(byte[] content) {
        check(content.length > 0);
        StringJoiner dotted = new StringJoiner(".");
        long arc = 0;
        boolean first = true;
        for (byte octet : content) {
            arc = arc << 7 | octet & 0x7F;
            if (octet >= 0) {
                if (first) {
                    dotted.add(Long.toString(Math.min(arc / 40, 2)));
                    dotted.add(Long.toString(arc - 40 * Math.min(arc / 40, 2)));
                } else {
                    dotted.add(Long.toString(arc & 0xFFFFFFFFL));
                }
                first = false;
                arc = 0;
            }
        }
        return dotted.toString();
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new Malformed();
        }
    }
}
