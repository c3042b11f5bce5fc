package io.tieline.rig.broker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Sparkplug B payload, decoded field by field from the numbers in the specification's `sparkplug_b.proto` and not with the
 * generated code the gateway uses.
 *
 * @param timestamp -1 when absent
 * @param seq -1 when absent
 */
public record SparkplugMessage(long timestamp, long seq, List<Metric> metrics) {

    private static final int PAYLOAD_TIMESTAMP = 1;
    private static final int PAYLOAD_METRICS = 2;
    private static final int PAYLOAD_SEQ = 3;

    /**
     * One metric.
     *
     * @param alias -1 when absent
     * @param timestamp -1 when absent
     * @param datatype -1 when absent
     * @param valueField number of the value's field, 0: none
     * @param value the value field's bits (numbers), or the hash of its bytes
     */
    public record Metric(
            @Nullable String name,
            long alias,
            long timestamp,
            long datatype,
            boolean historical,
            boolean isNull,
            @Nullable Properties properties,
            int valueField,
            long value) {}

    /** The properties of a metric as they came: as many keys as there were, as many values. */
    public record Properties(List<String> keys, List<Property> values) {}

    /**
     * The value of a property.
     *
     * @param type -1 when absent
     * @param valueField number of the value's field, 0: none
     */
    public record Property(long type, int valueField, long value) {}

    /**
     * @throws IOException when it is not protobuf of that form
     */
    public static SparkplugMessage decode(byte[] payload) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(payload);
        long timestamp = -1;
        long seq = -1;
        List<Metric> metrics = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case PAYLOAD_TIMESTAMP -> timestamp = in.readUInt64();
                case PAYLOAD_METRICS -> metrics.add(metric(in.readByteArray()));
                case PAYLOAD_SEQ -> seq = in.readUInt64();
                default -> in.skipField(tag);
            }
        }
        return new SparkplugMessage(timestamp, seq, metrics);
    }

    private static Metric metric(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        String name = null;
        long alias = -1;
        long timestamp = -1;
        long datatype = -1;
        boolean historical = false;
        boolean isNull = false;
        Properties properties = null;
        int valueField = 0;
        long value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case 1 -> name = in.readStringRequireUtf8();
                case 2 -> alias = in.readUInt64();
                case 3 -> timestamp = in.readUInt64();
                case 4 -> datatype = in.readUInt32();
                case 5 -> historical = in.readBool();
                case 7 -> isNull = in.readBool();
                case 9 -> properties = properties(in.readByteArray());
                default -> {
                    if (field < 10) {
                        in.skipField(tag);
                    } else {
                        valueField = field;
                        value = value(in, tag);
                    }
                }
            }
        }
        return new Metric(
                name,
                alias,
                timestamp,
                datatype,
                historical,
                isNull,
                properties,
                valueField,
                isNull ? Long.MIN_VALUE : value);
    }

    private static Properties properties(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        List<String> keys = new ArrayList<>();
        List<Property> values = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> keys.add(in.readStringRequireUtf8());
                case 2 -> values.add(property(in.readByteArray()));
                default -> in.skipField(tag);
            }
        }
        return new Properties(keys, values);
    }

    private static Property property(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        long type = -1;
        int valueField = 0;
        long value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == 1) {
                type = in.readUInt32();
            } else if (field >= 3) {
                valueField = field;
                value = value(in, tag);
            } else {
                in.skipField(tag);
            }
        }
        return new Property(type, valueField, value);
    }

    private static long value(CodedInputStream in, int tag) throws IOException {
        return switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
            case WireFormat.WIRETYPE_FIXED32 -> in.readRawLittleEndian32();
            case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> Arrays.hashCode(in.readByteArray());
            default -> {
                in.skipField(tag);
                yield 0;
            }
        };
    }
}
