package io.tieline.control.replay;

import java.util.List;

/** Numbers read back, to be put together again. */
final class Parts implements Source {

    private final long[] words;
    private final List<String> texts;
    private final long moment;
    private int next;

    Parts(long[] words, List<String> texts, long moment) {
        this.words = words;
        this.texts = texts;
        this.moment = moment;
    }

    @Override
    public long number() {
        if (next == words.length) {
            throw new TapeException("the record is damaged: it ends too early");
        }
        return words[next++];
    }

    @Override
    public String text() {
        long number = number();
        if (number < 0 || number >= texts.size()) {
            throw new TapeException("the record is damaged: it has no text " + number);
        }
        return texts.get((int) number);
    }

    @Override
    public long moment() {
        return moment;
    }
}
