package io.tieline.modbus.register;

import io.tieline.model.SampleTarget;

/** What the profile says of a device that does not say it itself; put along with every read. */
public record FixedTexts(int[] points, String[] texts) {

    public static final FixedTexts NONE = new FixedTexts(new int[0], new String[0]);

    public void put(SampleTarget target) {
        for (int i = 0; i < points.length; i++) {
            target.putText(points[i], texts[i]);
        }
    }
}
