package io.tieline.southbound;

import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the image, the alarm board and the record how the gateway gets on with one device: once per change. */
final class CommReport {

    private static final String COMM_STATE = "device.comm.state";
    private static final String COMM_LOST = "comm.lost";
    private static final List<String> OWN_POINTS =
            List.of(COMM_STATE, "device.manufacturer", "device.model", "device.serial", "device.firmware");

    private final DeviceTarget target;
    private final DeviceImage image;
    private final Surroundings around;

    private DeviceStatus.State state = DeviceStatus.State.CONNECTING;
    /** Points of the session; those behind are written here. */
    private int foreign;

    CommReport(DeviceTarget target, DeviceImage image, Surroundings around) {
        this.target = target;
        this.image = image;
        this.around = around;
    }

    DeviceStatus.State state() {
        return state;
    }

    /** Gives the image the session's points with ours behind them. */
    PointSet adopt(PointSet points, @Nullable Identity identity) {
        List<Point> all = new ArrayList<>(points.asList());
        OWN_POINTS.stream()
                .filter(name -> points.indexOf(name) < 0)
                .map(PointCatalog::point)
                .forEach(all::add);
        image.adopt(PointSet.of(all));
        foreign = points.size();
        SampleTarget out = image.target();
        out.begin(around.clock().utcMillis());
        try {
            putState(out);
            if (identity != null) {
                putText(out, "device.manufacturer", identity.manufacturer());
                putText(out, "device.model", identity.model());
                putText(out, "device.serial", identity.serial());
                putText(out, "device.firmware", identity.firmware());
            }
        } finally {
            out.commit();
        }
        return image.points();
    }

    private void putText(SampleTarget out, String name, String text) {
        int point = image.points().indexOf(name);
        if (point >= foreign && !text.isEmpty()) {
            out.putText(point, text);
        }
    }

    private void putState(SampleTarget out) {
        Point point = PointCatalog.point(COMM_STATE);
        int index = image.points().indexOf(COMM_STATE);
        if (index >= foreign) {
            out.put(index, point.definition().stateValue(state.canonical()));
        }
    }

    void change(DeviceStatus.State next, @Nullable DeviceFault fault) {
        if (next == state) {
            return;
        }
        state = next;
        SampleTarget out = image.target();
        out.begin(around.clock().utcMillis());
        try {
            putState(out);
        } finally {
            out.commit();
        }
        Device device = target.device();
        String why = fault == null || next == DeviceStatus.State.ONLINE ? "" : ": " + fault.text();
        around.events()
                .accept(Event.state(
                        around.clock().utcMillis(), device.id(), device.id() + " is " + next.canonical() + why));
        around.alarms()
                .set(
                        next == DeviceStatus.State.OFFLINE,
                        device.id(),
                        COMM_LOST,
                        device.kind() == DeviceKind.UPS ? Severity.CRITICAL : Severity.MAJOR,
                        "No communication with " + target + (fault == null ? "." : ": " + sentence(fault.text()))
                                + remedy(fault)
                                + " It is tried again by itself.");
    }

    /** A device that could be asked, or whose set-up is wrong, is not helped by a look at its cables. */
    private static String remedy(@Nullable DeviceFault fault) {
        return fault == null
                        || fault.kind() == DeviceFault.Kind.NO_CONNECTION
                        || fault.kind() == DeviceFault.Kind.TIMEOUT
                ? " Check its power, the network and the address in the site description."
                : "";
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
