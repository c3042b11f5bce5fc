package io.tieline.kura;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.PointSet;
import io.tieline.model.Unit;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a Kura asset that shows a device: one flat map, {@code CHANNEL#PROPERTY}, as Kura keeps it. */
final class AssetForm {

    private AssetForm() {}

    /**
     * Makes it.
     *
     * @param driver pid of the instance of our driver the asset reads with
     * @param device id of the device
     */
    static Map<String, Object> of(String driver, String device, PointSet points) {
        Map<String, Object> form = new HashMap<>();
        form.put("driver.pid", driver);
        form.put("asset.desc", "Tieline: " + device);
        for (Point point : points.asList()) {
            String channel = channel(point.name());
            form.put(channel + "#+name", channel);
            form.put(channel + "#+enabled", true);
            form.put(channel + "#+type", "READ");
            form.put(channel + "#+value.type", valueType(point.definition().kind()));
            form.put(channel + "#+listen", false);
            form.put(channel + "#" + PointAddress.ATTRIBUTE, new PointAddress(device, point.name()).toString());
            if (point.definition().unit() != Unit.NONE) {
                form.put(channel + "#+unit", point.definition().unit().symbol());
            }
        }
        return form;
    }

    /** Kura takes a name apart at these. */
    private static String channel(String point) {
        return point.replaceAll("[#/+, ]", "_");
    }

    private static String valueType(PointKind kind) {
        return switch (kind) {
            case MEASUREMENT, COUNTER -> "DOUBLE";
            case FLAG -> "BOOLEAN";
            case STATE, TEXT -> "STRING";
        };
    }
}
