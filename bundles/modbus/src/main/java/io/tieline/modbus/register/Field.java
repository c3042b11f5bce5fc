package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/** Something that is decoded from the registers of one answer. Decoding allocates nothing. */
public interface Field {

    /** Pseudo-exponent of a scale factor that was not read yet. */
    short UNREAD_SCALE = Short.MAX_VALUE;

    /** The lowest address it needs. */
    int first();

    /** The highest address it needs. */
    int last();

    /**
     * @param scales the scale factors of the device by slot, filled by {@link ScaleFactor} fields
     */
    void decode(Frame frame, short[] scales, SampleTarget target);

    /** Puts the reason why there is no value. */
    void bad(SampleTarget target, Quality why);

    /** Without it nothing of the group is believed: it shows that the others still stand where they are looked for. */
    default boolean guards() {
        return false;
    }

    /** Decoded before the others of its block, and its block before those of others. */
    default boolean leads() {
        return false;
    }

    /** What it told other fields is no longer known: its registers could not be read. */
    default void forget(short[] scales) {
        // Most tell others nothing.
    }

    /** Whether it is the one that fills a point. */
    default boolean fills(int point) {
        return false;
    }
}
