package io.tieline.control.replay;

import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.replay.Recorded.Begin;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TariffHours;
import io.tieline.control.situation.Situation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a {@link TapeWriter} wrote, frame by frame from a key frame on. Not thread-safe. */
public final class TapeReader {

    private static final int MOST_WORDS = 50_000_000;

    private final Format format;
    private final List<String> texts = new ArrayList<>();
    private long[] base = new long[0];
    private boolean begun;
    private long utcMillis;
    private long nanos;

    /** @param tariffs the hours of a tariff, from its text or id as in the form of peak shaving */
    public TapeReader(Function<String, TariffHours> tariffs) {
        format = new Format(tariffs);
    }

    /** The sum over a decision that {@link Recorded#sum} is compared with. */
    int sum(Decision decision) {
        return format.sum(decision);
    }

    /**
     * The next frame.
     *
     * @throws TapeException if it is damaged, of another version, or the first one read is no key frame
     */
    public Recorded read(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        try {
            return in.get() == Format.KEY ? key(in) : changes(in);
        } catch (TapeException e) {
            throw e;
        } catch (RuntimeException e) {
            // What no writer writes: a text that is no duration, a setting that is refused, an end that comes too
            // early.
            begun = false;
            throw new TapeException("the record is damaged: " + e);
        }
    }

    private Recorded key(ByteBuffer in) {
        boolean started = in.get() == Format.STARTED;
        if (Varint.signed(Varint.get(in)) != format.shape()) {
            begun = false;
            throw new TapeException(
                    "it was recorded by another version of Tieline, whose control remembers and sees other"
                            + " things; replay it with that version");
        }
        utcMillis = Varint.signed(Varint.get(in));
        nanos = Varint.signed(Varint.get(in));
        texts.clear();
        int sum = (int) Varint.get(in);
        texts(in);
        Begin begin = new Begin(
                (ControlSettings) format.settings().read(parts(whole(in))),
                (ControlState) format.state().read(parts(whole(in))),
                started);
        base = whole(in);
        begun = true;
        return recorded(Optional.of(begin), sum);
    }

    private Recorded changes(ByteBuffer in) {
        if (!begun) {
            throw new TapeException("the beginning of the stretch is not on the record");
        }
        utcMillis += Varint.signed(Varint.get(in));
        nanos += Varint.signed(Varint.get(in));
        int sum = (int) Varint.get(in);
        texts(in);
        apply(in, base);
        return recorded(Optional.empty(), sum);
    }

    private Recorded recorded(Optional<Begin> begin, int sum) {
        Situation situation = (Situation) format.situation().read(parts(base));
        return new Recorded(begin, situation, utcMillis, nanos, sum);
    }

    private Parts parts(long[] words) {
        return new Parts(words, texts, utcMillis);
    }

    private void texts(ByteBuffer in) {
        long fresh = Varint.get(in);
        for (long i = 0; i < fresh; i++) {
            byte[] utf8 = new byte[count(in, in.remaining())];
            in.get(utf8);
            texts.add(new String(utf8, StandardCharsets.UTF_8));
        }
    }

    private static long[] whole(ByteBuffer in) {
        long[] words = new long[count(in, MOST_WORDS)];
        apply(in, words);
        return words;
    }

    private static void apply(ByteBuffer in, long[] words) {
        long count = Varint.get(in);
        int at = 0;
        for (long i = 0; i < count; i++) {
            at += count(in, words.length);
            words[at] = Change.get(words[at], in);
        }
    }

    private static int count(ByteBuffer in, int most) {
        long count = Varint.get(in);
        if (count < 0 || count > most) {
            throw new TapeException("the record is damaged: a count of " + count);
        }
        return (int) count;
    }
}
