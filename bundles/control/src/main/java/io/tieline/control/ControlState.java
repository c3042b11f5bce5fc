package io.tieline.control;

import java.util.Map;

/** What the core remembers from one decision to the next. Immutable. */
public final class ControlState {

    private ControlState() {}

    /** A core that has seen nothing yet. */
    public static ControlState initial() {
        return new ControlState();
    }

    /** What must survive a restart, flat, as {@code String} and {@code Double}. */
    public Map<String, Object> toMap() {
        return Map.of();
    }

    /** The counterpart of {@link #toMap}; what is missing or damaged starts anew. */
    public static ControlState fromMap(Map<String, ?> map) {
        return initial();
    }
}
