package io.tieline.rig.broker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Sparkplug B payload, decoded field by field from the numbers in the specification's `sparkplug_b.proto` and not with the
 * generated code the gateway uses.
 *
 * @param seq -1 when absent
 */
record SparkplugMessage(long seq, List<Metric> metrics) {

    private static final int PAYLOAD_METRICS = 2;
    private static final int PAYLOAD_SEQ = 3;

    /**
     * One metric.
     *
     * @param alias -1 when absent
     * @param value the value field's bits (numbers), or the hash of its bytes
     */
    record Metric(@Nullable String name, long alias, long timestamp, boolean historical, long value) {}

    /**
     * @throws IOException when it is not protobuf of that form
     */
    static SparkplugMessage decode(byte[] payload) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(payload);
        long seq = -1;
        List<Metric> metrics = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case PAYLOAD_METRICS -> metrics.add(metric(in.readByteArray()));
                case PAYLOAD_SEQ -> seq = in.readUInt64();
                default -> in.skipField(tag);
            }
        }
        return new SparkplugMessage(seq, metrics);
    }

    private static Metric metric(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        String name = null;
        long alias = -1;
        long timestamp = 0;
        boolean historical = false;
        long value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readStringRequireUtf8();
                case 2 -> alias = in.readUInt64();
                case 3 -> timestamp = in.readUInt64();
                case 5 -> historical = in.readBool();
                case 7 -> value = in.readBool() ? Long.MIN_VALUE : 0;
                case 10, 11, 14 -> value = in.readRawVarint64();
                case 12 -> value = in.readRawLittleEndian32();
                case 13 -> value = in.readRawLittleEndian64();
                case 15, 16, 17, 18 -> value = java.util.Arrays.hashCode(in.readByteArray());
                default -> in.skipField(tag);
            }
        }
        return new Metric(name, alias, timestamp, historical, value);
    }
}
