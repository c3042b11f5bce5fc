package io.tieline.uplink;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes that are too small to be sent, by the name of the point: {@code battery.soc=0.5 *.power=100}. The first entry
 * that fits a point counts; a star stands for any text. Values are in the point's own unit.
 */
public final class DeadBands {

    /** Every change is sent. */
    public static final DeadBands NONE = new DeadBands(List.of());

    private record Band(StarPattern points, double width) {}

    private final List<Band> bands;

    private DeadBands(List<Band> bands) {
        this.bands = bands;
    }

    /**
     * Reads entries separated by blanks.
     *
     * @throws IllegalArgumentException with the entry and what is wrong with it
     */
    public static DeadBands parse(String text) {
        List<Band> bands = new ArrayList<>();
        for (String entry : text.strip().split("\\s+")) {
            if (!entry.isEmpty()) {
                bands.add(band(entry));
            }
        }
        return bands.isEmpty() ? NONE : new DeadBands(List.copyOf(bands));
    }

    private static Band band(String entry) {
        String[] part = entry.split("=", 2);
        if (part.length < 2) {
            throw new IllegalArgumentException("uplink.deadBands: '" + entry + "' is not like battery.soc=0.5");
        }
        try {
            return new Band(new StarPattern(part[0]), width(part[1]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("uplink.deadBands: '" + entry + "': " + e.getMessage(), e);
        }
    }

    private static double width(String text) {
        try {
            double width = Double.parseDouble(text);
            if (width >= 0 && Double.isFinite(width)) {
                return width;
            }
        } catch (NumberFormatException e) {
            // Refused below, with the same words as a negative one.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a width; give a number that is not negative, in the unit of the point");
    }

    /** The width for a point, 0 if every change is to be sent. */
    double of(String point) {
        for (Band band : bands) {
            if (band.points().fits(point)) {
                return band.width();
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeadBands that && bands.equals(that.bands);
    }

    @Override
    public int hashCode() {
        return bands.hashCode();
    }

    @Override
    public String toString() {
        return "DeadBands" + bands;
    }
}
