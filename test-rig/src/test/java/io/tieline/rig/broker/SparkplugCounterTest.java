package io.tieline.rig.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SparkplugCounterTest {

    private static final String EDGE = "spBv1.0/site/%s/gateway";

    private final SparkplugCounter counter = new SparkplugCounter();

    private static byte[] metric(long alias, long time, double value, boolean historical) throws IOException {
        return named("", alias, time, value, historical);
    }

    private static byte[] named(String name, long alias, long time, double value, boolean historical)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (!name.isEmpty()) {
            out.writeString(1, name);
        }
        out.writeUInt64(2, alias);
        out.writeUInt64(3, time);
        out.writeUInt32(4, 10);
        out.writeBool(5, historical);
        out.writeDouble(13, value);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] payload(long seq, byte[]... metrics) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64(1, 1_000);
        for (byte[] metric : metrics) {
            out.writeByteArray(2, metric);
        }
        out.writeUInt64(3, seq);
        out.flush();
        return bytes.toByteArray();
    }

    private void send(String type, String device, byte[] payload) {
        counter.accept(String.format(EDGE, type) + (device.isEmpty() ? "" : "/" + device), payload);
    }

    @Test
    void samplesHistoryAndRepetitionsAreTold() throws IOException {
        send("NBIRTH", "", payload(0, named("bdSeq", 0, 1, 0, false)));
        send("DBIRTH", "cab-01", payload(1, named("soc", 1, 1, 5, false), named("power", 2, 1, 5, false)));
        send("DDATA", "cab-01", payload(2, metric(1, 10, 5, false), metric(2, 10, 6, false)));
        send("DDATA", "cab-01", payload(3, metric(1, 11, 5, true)));
        send("DDATA", "cab-01", payload(4, metric(1, 11, 5, true), metric(1, 11, 7, false)));
        SparkplugCounter.Counts counts = counter.counts();
        assertThat(counts.births()).isEqualTo(2);
        assertThat(counts.birthValues()).isEqualTo(3);
        assertThat(counts.samples()).isEqualTo(5);
        assertThat(counts.historical()).isEqualTo(2);
        assertThat(counts.duplicates()).isEqualTo(1);
        assertThat(counts.sequenceGaps()).isZero();
        assertThat(counts.samplesByDevice()).containsEntry("cab-01", 5L);
    }

    @Test
    void aSampleSentAgainUnderAnotherAliasIsTheSameSample() throws IOException {
        send("NBIRTH", "", payload(0, named("soc", 1, 1, 0, false)));
        send("NDATA", "", payload(1, metric(1, 10, 5, false)));
        send("NBIRTH", "", payload(0, named("soc", 7, 1, 0, false)));
        send("NDATA", "", payload(1, metric(7, 10, 5, true)));
        assertThat(counter.counts().duplicates()).isEqualTo(1);
        assertThat(counter.counts().unnamed()).isZero();
    }

    @Test
    void anAliasNoBirthHasIntroducedIsTold() throws IOException {
        send("NBIRTH", "", payload(0));
        send("NDATA", "", payload(1, metric(3, 10, 5, false)));
        assertThat(counter.counts().unnamed()).isEqualTo(1);
    }

    @Test
    void aMissingMessageIsAGap() throws IOException {
        send("NBIRTH", "", payload(0));
        send("DDATA", "grid", payload(1, metric(1, 1, 1, false)));
        send("DDATA", "grid", payload(3, metric(1, 2, 1, false)));
        assertThat(counter.counts().sequenceGaps()).isEqualTo(1);
    }

    @Test
    void sequenceNumbersWrapAt256AndStartAgainWithABirth() throws IOException {
        send("NBIRTH", "", payload(0));
        for (int i = 1; i <= 300; i++) {
            send("NDATA", "", payload(i % 256, metric(1, i, 1, false)));
        }
        send("NDEATH", "", payload(0));
        send("NBIRTH", "", payload(0));
        send("NDATA", "", payload(1, metric(1, 900, 1, false)));
        assertThat(counter.counts().sequenceGaps()).isZero();
    }

    @Test
    void rubbishIsCountedAndNotFatal() {
        send("DDATA", "grid", new byte[] {0x12, 0x7F, 1});
        counter.accept("spBv1.0/STATE/scada", new byte[0]);
        counter.accept("something/else", new byte[0]);
        assertThat(counter.counts().malformed()).isEqualTo(1);
        assertThat(counter.counts().other()).isEqualTo(2);
    }
}
