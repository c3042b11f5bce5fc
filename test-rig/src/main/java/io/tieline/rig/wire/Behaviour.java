package io.tieline.rig.wire;

import java.util.Locale;

/** How a simulated device answers. */
public enum Behaviour {
    OK,
    /** Its port is closed. */
    DEAD,
    /** It answers after {@link #SLOW_NANOS}. */
    SLOW,
    /** It answers bytes that mean nothing. */
    GARBAGE;

    /** Longer than any sensible timeout. */
    static final long SLOW_NANOS = 1_500_000_000L;

    /**
     * @throws IllegalArgumentException naming the words there are
     */
    public static Behaviour of(String word) {
        for (Behaviour behaviour : values()) {
            if (behaviour.name().toLowerCase(Locale.ROOT).equals(word)) {
                return behaviour;
            }
        }
        throw new IllegalArgumentException("a device can be ok, dead, slow or garbage, not `" + word + "`");
    }
}
