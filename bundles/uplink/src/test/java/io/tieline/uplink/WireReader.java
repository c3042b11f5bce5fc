package io.tieline.uplink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes Sparkplug payloads by the field numbers of the specification, without the generated classes of the code under
 * test. Fields: number → values; varint and fixed64 as Long, length-delimited as byte[].
 */
final class WireReader {

    private WireReader() {}

    record Metric(
            String name,
            long alias,
            long utcMillis,
            boolean historical,
            boolean isNull,
            Object value,
            Map<String, Object> properties) {}

    record Payload(long utcMillis, long seq, List<Metric> metrics) {}

    static Payload payload(byte[] bytes) {
        Map<Integer, List<Object>> fields = fields(bytes);
        List<Metric> metrics = new ArrayList<>();
        for (Object metric : all(fields, 2)) {
            metrics.add(metric((byte[]) metric));
        }
        return new Payload(number(fields, 1), number(fields, 3), metrics);
    }

    private static Metric metric(byte[] bytes) {
        Map<Integer, List<Object>> fields = fields(bytes);
        Map<String, Object> properties = new HashMap<>();
        if (fields.containsKey(9)) {
            Map<Integer, List<Object>> set = fields((byte[]) all(fields, 9).get(0));
            for (int i = 0; i < all(set, 1).size(); i++) {
                Map<Integer, List<Object>> value = fields((byte[]) all(set, 2).get(i));
                properties.put(
                        text(all(set, 1).get(i)),
                        value.containsKey(8)
                                ? text(all(value, 8).get(0))
                                : all(value, 3).get(0));
            }
        }
        Object value = "";
        if (fields.containsKey(13)) {
            value = Double.longBitsToDouble(number(fields, 13));
        } else if (fields.containsKey(14)) {
            value = number(fields, 14) == 1;
        } else if (fields.containsKey(15)) {
            value = text(all(fields, 15).get(0));
        } else if (fields.containsKey(10) || fields.containsKey(11)) {
            value = fields.containsKey(10) ? number(fields, 10) : number(fields, 11);
        }
        return new Metric(
                fields.containsKey(1) ? text(all(fields, 1).get(0)) : "",
                number(fields, 2),
                number(fields, 3),
                number(fields, 5) == 1,
                number(fields, 7) == 1,
                value,
                properties);
    }

    private static List<Object> all(Map<Integer, List<Object>> fields, int field) {
        return fields.getOrDefault(field, List.of());
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    /** -1 if absent. */
    private static long number(Map<Integer, List<Object>> fields, int field) {
        return fields.containsKey(field) ? (Long) all(fields, field).get(0) : -1;
    }

    private static Map<Integer, List<Object>> fields(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new HashMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value =
                    switch ((int) key & 7) {
                        case 0 -> varint(in);
                        case 1 -> in.getLong();
                        case 2 -> {
                            byte[] part = new byte[(int) varint(in)];
                            in.get(part);
                            yield part;
                        }
                        default -> throw new IllegalStateException("wire type " + (key & 7));
                    };
            fields.computeIfAbsent((int) (key >>> 3), k -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }
}
