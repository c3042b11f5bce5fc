package io.tieline.kura;

import io.tieline.journal.Batch;
import io.tieline.journal.Entry;
import io.tieline.journal.JsonLines;
import io.tieline.journal.RecordedEvent;
import io.tieline.journal.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.zip.GZIPOutputStream;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraPayload;

/**
 * One Kura message per batch, because Kura sends one message per second unless told otherwise.
 *
 * <p>The body keeps everything: gzip of JSON lines, as {@link JsonLines} has them. The metrics, for clouds that look at nothing else, are the newest usable
 * value of each point; {@code tieline.from} and {@code tieline.to} let a receiver recognise a message that comes twice.
 */
final class BatchMessage {

    private BatchMessage() {}

    static KuraMessage of(Batch batch) {
        KuraPayload payload = new KuraPayload();
        StringBuilder lines = new StringBuilder();
        long newest = 0;
        for (Entry entry : batch.entries()) {
            if (entry instanceof Samples samples) {
                newest = Math.max(newest, add(samples, payload));
            } else if (entry instanceof RecordedEvent recorded) {
                newest = Math.max(newest, recorded.event().utcMillis());
            }
            lines.append(JsonLines.line(entry)).append('\n');
        }
        payload.setTimestamp(new Date(newest));
        payload.addMetric("tieline.from", batch.from());
        payload.addMetric("tieline.to", batch.to());
        payload.addMetric("tieline.samples", batch.samples());
        payload.setBody(zipped(lines));
        return new KuraMessage(payload);
    }

    private static long add(Samples samples, KuraPayload payload) {
        long newest = 0;
        for (int i = 0; i < samples.size(); i++) {
            newest = Math.max(newest, samples.utcMillis(i));
            String text = samples.text(i);
            String name = samples.device() + "/" + samples.point(i);
            if (samples.quality(i).isUsable()) {
                if (text != null) {
                    payload.addMetric(name, text);
                } else {
                    payload.addMetric(name, samples.value(i));
                }
            }
        }
        return newest;
    }

    private static byte[] zipped(CharSequence text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
