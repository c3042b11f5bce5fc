package io.tieline.control.replay;

import io.tieline.control.ControlState;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TariffHours;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what decisions were made from, each as what differs from the one before.
 *
 * <p>The memory of the core is written only now and then, for it follows from what is on the tape: in the first frame, every
 * ten minutes, and where something other than a decision has changed it. Not thread-safe.
 */
public final class TapeWriter {

    private static final long KEY_EVERY_MILLIS = 600_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_TEXTS = 20_000;

    private final ControlSettings settings;
    private final Format format = new Format(text -> TariffHours.ALL);
    private final Texts texts = new Texts();
    private final Words words = new Words(texts);

    private long[] base = new long[0];
    private @Nullable ControlState left;
    private long keyUtcMillis;
    private long lastUtcMillis;
    private long lastNanos;
    private int bytesSinceKey;

    /** @param settings of all the decisions that are written */
    public TapeWriter(ControlSettings settings) {
        this.settings = settings;
    }

    /** A decision as it goes on the record. */
    public Frame write(Made made) {
        words.begin(made.utcMillis());
        format.situation().write(made.situation(), words);
        boolean key = left != made.before() || words.size() != base.length || isFull(made.utcMillis());
        byte[] bytes = key ? key(made) : changes(made);
        base = words.copy();
        left = made.after();
        lastUtcMillis = made.utcMillis();
        lastNanos = made.nanos();
        bytesSinceKey += bytes.length;
        return new Frame(key, bytes);
    }

    private boolean isFull(long utcMillis) {
        return Math.abs(utcMillis - keyUtcMillis) >= KEY_EVERY_MILLIS
                || bytesSinceKey >= MOST_BYTES
                || texts.size() >= MOST_TEXTS;
    }

    private byte[] key(Made made) {
        texts.forget();
        keyUtcMillis = made.utcMillis();
        bytesSinceKey = 0;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        whole(format.settings(), settings, made.utcMillis(), body);
        whole(format.state(), made.before(), made.utcMillis(), body);
        whole(format.situation(), made.situation(), made.utcMillis(), body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Format.KEY);
        out.write(left == null ? Format.STARTED : Format.GOES_ON);
        Varint.putSigned(format.shape(), out);
        Varint.putSigned(made.utcMillis(), out);
        Varint.putSigned(made.nanos(), out);
        return finished(made, body, out);
    }

    private void whole(Codec codec, Object value, long utcMillis, ByteArrayOutputStream body) {
        words.begin(utcMillis);
        codec.write(value, words);
        Varint.put(words.size(), body);
        words.changes(new long[words.size()], body);
    }

    private byte[] changes(Made made) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        words.changes(base, body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Format.CHANGES);
        Varint.putSigned(made.utcMillis() - lastUtcMillis, out);
        Varint.putSigned(made.nanos() - lastNanos, out);
        return finished(made, body, out);
    }

    private byte[] finished(Made made, ByteArrayOutputStream body, ByteArrayOutputStream out) {
        Varint.put(format.sum(made.decision()) & 0xFFFF_FFFFL, out);
        List<String> fresh = texts.takeFresh();
        Varint.put(fresh.size(), out);
        for (String text : fresh) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            Varint.put(utf8.length, out);
            out.writeBytes(utf8);
        }
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }
}
