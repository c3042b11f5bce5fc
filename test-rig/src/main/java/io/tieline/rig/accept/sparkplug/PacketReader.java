package io.tieline.rig.accept.sparkplug;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the packets of an MQTT client, 3.1.1 or 5, from the OASIS standards and independent of any client library. */
final class PacketReader {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int DISCONNECT = 14;

    /** MQTT 5, 2.2.2.2: four-byte property of CONNECT. */
    private static final int SESSION_EXPIRY_INTERVAL = 0x11;

    private final DataInputStream in;
    private int level = 4;

    PacketReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * The next packet, empty if it is of a kind Sparkplug says nothing about.
     *
     * @throws EOFException when there is no more
     */
    Optional<Packet> next() throws IOException {
        int head = in.readUnsignedByte();
        byte[] body = new byte[variable()];
        in.readFully(body);
        ByteBuffer rest = ByteBuffer.wrap(body);
        return switch (head >> 4) {
            case CONNECT -> Optional.of(connect(rest));
            case PUBLISH -> Optional.of(publish(head, rest));
            case SUBSCRIBE -> Optional.of(subscribe(rest));
            case DISCONNECT -> Optional.of(new Packet.Disconnect(rest.hasRemaining() ? rest.get() & 0xFF : 0));
            default -> Optional.empty();
        };
    }

    private int variable() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                break;
            }
        }
        return value;
    }

    private Packet connect(ByteBuffer rest) {
        text(rest);
        level = rest.get();
        int flags = rest.get();
        rest.getShort();
        long expiry = level == 5 ? sessionExpiry(properties(rest)) : -1;
        text(rest);
        Packet.Publish will = null;
        if ((flags & 0x04) != 0) {
            if (level == 5) {
                properties(rest);
            }
            String topic = text(rest);
            will = new Packet.Publish(topic, flags >> 3 & 3, (flags & 0x20) != 0, bytes(rest));
        }
        return new Packet.Connect(level, (flags & 0x02) != 0, expiry, will);
    }

    /** Paho writes it first; other properties before it would have to be skipped by their types. */
    private static long sessionExpiry(ByteBuffer properties) {
        return properties.hasRemaining() && properties.get() == SESSION_EXPIRY_INTERVAL
                ? properties.getInt() & 0xFFFFFFFFL
                : -1;
    }

    private Packet publish(int head, ByteBuffer rest) {
        String topic = text(rest);
        int qos = head >> 1 & 3;
        if (qos > 0) {
            rest.getShort();
        }
        if (level == 5) {
            properties(rest);
        }
        byte[] payload = new byte[rest.remaining()];
        rest.get(payload);
        return new Packet.Publish(topic, qos, (head & 1) != 0, payload);
    }

    private Packet subscribe(ByteBuffer rest) {
        rest.getShort();
        if (level == 5) {
            properties(rest);
        }
        List<Packet.Filter> filters = new ArrayList<>();
        while (rest.hasRemaining()) {
            String topic = text(rest);
            filters.add(new Packet.Filter(topic, rest.get() & 3));
        }
        return new Packet.Subscribe(filters);
    }

    private static ByteBuffer properties(ByteBuffer rest) {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = rest.get() & 0xFF;
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while (next >= 0x80);
        ByteBuffer properties = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        return properties;
    }

    private static String text(ByteBuffer rest) {
        return new String(bytes(rest), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer rest) {
        byte[] bytes = new byte[rest.getShort() & 0xFFFF];
        rest.get(bytes);
        return bytes;
    }
}
