package io.tieline.rig.bench.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** Ready-made Sparkplug payloads, each gzip'd, one after the other in a file that is forced every second. */
final class PayloadKeeper implements Keeper {

    private final SparkplugPayloads payloads = new SparkplugPayloads();
    private final FileChannel file;

    PayloadKeeper(Path folder) throws IOException {
        file = FileChannel.open(folder.resolve("payloads.gz"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void keep(NoisyDay day, long utcMillis) throws IOException {
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        for (int cabinet = 0; cabinet < day.cabinets(); cabinet++) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(payloads.payload(day, cabinet, utcMillis));
            }
            packed.writeTo(second);
        }
        file.write(ByteBuffer.wrap(second.toByteArray()));
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
