package io.tieline.kura;

import java.util.Map;

/**
 * The point a channel stands for.
 *
 * @param device its id: {@code cab-07}
 * @param point relative to the device: {@code battery.soc}
 */
record PointAddress(String device, String point) {

    /** The attribute of a channel that names its point. */
    static final String ATTRIBUTE = "point";

    /**
     * Reads the address out of a channel's configuration.
     *
     * @throws IllegalArgumentException saying what to write
     */
    static PointAddress of(Map<String, Object> channel) {
        Object text = channel.get(ATTRIBUTE);
        int slash = text == null ? -1 : text.toString().indexOf('/');
        if (text == null || slash < 1 || slash == text.toString().length() - 1) {
            throw new IllegalArgumentException(
                    "the channel's point must be DEVICE/POINT, for instance cab-07/battery.soc, not " + text);
        }
        return new PointAddress(
                text.toString().substring(0, slash), text.toString().substring(slash + 1));
    }

    @Override
    public String toString() {
        return device + "/" + point;
    }
}
