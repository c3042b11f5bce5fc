package io.tieline.model;

import java.util.List;

/**
 * One entry of the canonical point catalogue.
 *
 * @param pattern the name relative to the device, {@code {n}} stands for a number: {@code outlet.{n}.power}
 * @param kind what the value is
 * @param unit SI base unit; {@link Unit#NONE} for flags, states and texts
 * @param states the normalised states of a {@link PointKind#STATE} point in the order of their values, else empty
 * @param meaning one line, with the sign convention where there is one
 */
public record PointDefinition(String pattern, PointKind kind, Unit unit, List<String> states, String meaning) {

    public PointDefinition {
        states = List.copyOf(states);
        if ((kind == PointKind.STATE) == states.isEmpty()) {
            throw new IllegalArgumentException(pattern + ": states belong to STATE points, and only to them");
        }
    }

    /**
     * The value of a normalised state.
     *
     * @return its position, or -1 if the point has no such state
     */
    public int stateValue(String state) {
        return states.indexOf(state);
    }

    /** The state of a value, or "unknown" for a value outside the list. */
    public String stateName(double value) {
        int position = (int) value;
        return position >= 0 && position < states.size() && position == value ? states.get(position) : "unknown";
    }

    public boolean isNumeric() {
        return kind != PointKind.TEXT;
    }
}
