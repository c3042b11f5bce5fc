package io.tieline.rig.bench.journal;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A second of one cabinet as a Sparkplug B payload: alias, timestamp, data type and value of every metric. */
final class SparkplugPayloads {

    private static final int DOUBLE = 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);

    byte[] payload(NoisyDay day, int cabinet, long utcMillis) {
        bytes.reset();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeUInt64(1, utcMillis);
            for (int point = 0; point < NoisyDay.POINTS; point++) {
                long alias = (long) cabinet * NoisyDay.POINTS + point;
                double value = day.value(cabinet, point);
                int size = CodedOutputStream.computeUInt64Size(2, alias)
                        + CodedOutputStream.computeUInt64Size(3, utcMillis)
                        + CodedOutputStream.computeUInt32Size(4, DOUBLE)
                        + CodedOutputStream.computeDoubleSize(13, value);
                out.writeTag(2, 2);
                out.writeUInt32NoTag(size);
                out.writeUInt64(2, alias);
                out.writeUInt64(3, utcMillis);
                out.writeUInt32(4, DOUBLE);
                out.writeDouble(13, value);
            }
            out.writeUInt64(3, utcMillis / 1000 & 0xFF);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
