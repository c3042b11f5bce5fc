package io.tieline.control.replay;

import io.tieline.control.ControlCore;
import io.tieline.control.Decision;
import org.jspecify.annotations.Nullable;

/** Decides again what was decided, from what is on the record. Not thread-safe. */
public final class Replay {

    private final TapeReader reader;
    private @Nullable ControlCore core;

    public Replay(TapeReader reader) {
        this.reader = reader;
    }

    /**
     * A decision made again.
     *
     * @param same whether it is the one that was made, to the bit and the letter
     */
    public record Again(Decision decision, boolean same) {}

    /** Makes the next decision again; the first must be the beginning of a stretch. */
    public Again next(Recorded recorded) {
        ControlCore deciding = recorded.begin()
                .map(begin -> new ControlCore(begin.settings(), begin.state()))
                .orElse(core);
        if (deciding == null) {
            throw new TapeException("the beginning of the stretch is not on the record");
        }
        core = deciding;
        Decision decision = deciding.decide(recorded.situation(), recorded.utcMillis(), recorded.nanos());
        return new Again(decision, reader.sum(decision) == recorded.sum());
    }
}
