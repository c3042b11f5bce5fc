package io.tieline.uplink;

import com.google.protobuf.CodedOutputStream;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One DDATA payload in the making, written field by field into one buffer that is used again: a replay sends several
 * hundred thousand samples a second. Field numbers are those of sparkplug.proto. The data type is left out, for the birth
 * has said it (tck-id-payloads-metric-datatype-not-req).
 */
final class DataMessage {

    private static final int TIMESTAMP = 1;
    private static final int METRICS = 2;
    private static final int SEQ = 3;

    private static final int METRIC_ALIAS = 2;
    private static final int METRIC_TIMESTAMP = 3;
    private static final int METRIC_IS_HISTORICAL = 5;
    private static final int METRIC_IS_NULL = 7;
    private static final int METRIC_PROPERTIES = 9;
    private static final int METRIC_INT = 10;
    private static final int METRIC_DOUBLE = 13;
    private static final int METRIC_BOOLEAN = 14;
    private static final int METRIC_STRING = 15;

    /** All numbers of a metric and their tags, with room to spare; text and properties are extra. */
    private static final int NUMBERS = 64;

    private byte[] buffer = new byte[16 * 1024];
    private CodedOutputStream out = CodedOutputStream.newInstance(buffer);
    private int start;
    private int metrics;

    /** Forgets what was in it. */
    void clear() {
        start = 0;
        metrics = 0;
        out = CodedOutputStream.newInstance(buffer);
    }

    boolean isEmpty() {
        return metrics == 0;
    }

    int metrics() {
        return metrics;
    }

    int bytes() {
        return start + out.getTotalBytesWritten();
    }

    /**
     * Adds a value.
     *
     * @param properties encoded property set that goes with it, null: none
     */
    void add(
            MetricSet.Metric metric,
            long utcMillis,
            boolean historical,
            Quality quality,
            double value,
            @Nullable String text,
            byte @Nullable [] properties) {
        PointKind kind = metric.point().definition().kind();
        boolean isNull = !quality.isUsable() || (kind == PointKind.TEXT ? text == null : Double.isNaN(value));
        int size = CodedOutputStream.computeUInt64Size(METRIC_ALIAS, metric.alias())
                + CodedOutputStream.computeUInt64Size(METRIC_TIMESTAMP, utcMillis)
                + (historical ? CodedOutputStream.computeBoolSize(METRIC_IS_HISTORICAL, true) : 0)
                + (properties == null ? 0 : CodedOutputStream.computeByteArraySize(METRIC_PROPERTIES, properties))
                + (isNull ? CodedOutputStream.computeBoolSize(METRIC_IS_NULL, true) : valueSize(kind, value, text));
        reserve(size + NUMBERS);
        try {
            out.writeTag(METRICS, 2);
            out.writeUInt32NoTag(size);
            out.writeUInt64(METRIC_ALIAS, metric.alias());
            out.writeUInt64(METRIC_TIMESTAMP, utcMillis);
            if (historical) {
                out.writeBool(METRIC_IS_HISTORICAL, true);
            }
            if (properties != null) {
                out.writeByteArray(METRIC_PROPERTIES, properties);
            }
            if (isNull) {
                out.writeBool(METRIC_IS_NULL, true);
            } else {
                writeValue(kind, value, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the buffer has room for what was reserved", e);
        }
        metrics++;
    }

    private static int valueSize(PointKind kind, double value, @Nullable String text) {
        return switch (kind) {
            case TEXT -> CodedOutputStream.computeStringSize(METRIC_STRING, String.valueOf(text));
            case FLAG -> CodedOutputStream.computeBoolSize(METRIC_BOOLEAN, value != 0);
            case STATE -> CodedOutputStream.computeUInt32Size(METRIC_INT, (int) value);
            case MEASUREMENT, COUNTER -> CodedOutputStream.computeDoubleSize(METRIC_DOUBLE, value);
        };
    }

    private void writeValue(PointKind kind, double value, @Nullable String text) throws IOException {
        switch (kind) {
            case TEXT -> out.writeString(METRIC_STRING, String.valueOf(text));
            case FLAG -> out.writeBool(METRIC_BOOLEAN, value != 0);
            case STATE -> out.writeUInt32(METRIC_INT, (int) value);
            case MEASUREMENT, COUNTER -> out.writeDouble(METRIC_DOUBLE, value);
        }
    }

    /** The payload, stamped with the sequence number and the time of sending; the message is empty afterwards. */
    byte[] finish(int seq, long utcMillis) {
        reserve(NUMBERS);
        try {
            out.writeUInt64(TIMESTAMP, utcMillis);
            out.writeUInt64(SEQ, seq);
            byte[] payload = Arrays.copyOf(buffer, bytes());
            clear();
            return payload;
        } catch (IOException e) {
            throw new UncheckedIOException("the buffer has room for what was reserved", e);
        }
    }

    private void reserve(int more) {
        if (out.spaceLeft() < more) {
            start = bytes();
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, start + more));
            out = CodedOutputStream.newInstance(buffer, start, buffer.length - start);
        }
    }
}
