package io.tieline.control.settings;

/** How settings and requests refuse nonsense: with the field and the reason. */
public final class Refusal {

    private Refusal() {}

    /**
     * Refuses.
     *
     * @param message the field, what it must be and what it is
     * @throws IllegalArgumentException with the message, unless it holds
     */
    public static void unless(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
