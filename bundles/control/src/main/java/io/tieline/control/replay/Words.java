package io.tieline.control.replay;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A value taken apart: numbers, texts by their place in a table. */
final class Words implements Sink {

    private final Texts texts;
    private long[] words = new long[256];
    private int size;
    private long moment;

    Words(Texts texts) {
        this.texts = texts;
    }

    /** Begins anew, for another value of a moment. */
    void begin(long utcMillis) {
        size = 0;
        moment = utcMillis;
    }

    int size() {
        return size;
    }

    long[] copy() {
        return Arrays.copyOf(words, size);
    }

    @Override
    public void number(long bits) {
        if (size == words.length) {
            words = Arrays.copyOf(words, 2 * size);
        }
        words[size++] = bits;
    }

    @Override
    public void text(String text) {
        number(texts.number(text));
    }

    @Override
    public long moment() {
        return moment;
    }

    /** What differs from as many numbers before: how many, then the distance from the last one and the change of each. */
    void changes(long[] before, ByteArrayOutputStream out) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += words[i] == before[i] ? 0 : 1;
        }
        Varint.put(count, out);
        int last = 0;
        for (int i = 0; i < size; i++) {
            if (words[i] != before[i]) {
                Varint.put(i - last, out);
                Change.put(before[i], words[i], out);
                last = i;
            }
        }
    }
}
