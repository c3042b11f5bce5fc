package io.tieline.control.situation;

import io.tieline.control.situation.Input.Confidence;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reader's own copy of one device, asked by point name. */
final class DeviceView {

    private static final Set<String> ANSWERS = Set.of("online", "degraded");

    private final DeviceImage image;
    private final DeviceSnapshot snapshot = new DeviceSnapshot();
    /** Where the points of a cabinet are in the shape they were looked up in. */
    private final int[] at = new int[CabinetPoint.ALL.length];

    private @Nullable PointSet shape;
    private Hazards hazards = Hazards.NONE;
    private long utcMillis;
    private long steppedMillis;

    DeviceView(DeviceImage image) {
        this.image = image;
    }

    /** @param steppedMillis by how much the clock was lately set forward; what was read before is as much younger */
    void refresh(long utcMillis, long steppedMillis) {
        this.utcMillis = utcMillis;
        this.steppedMillis = steppedMillis;
        image.read(snapshot);
    }

    String id() {
        return image.device().id();
    }

    /** Whether it answers, so that what it does not tell now it will not tell later either. */
    boolean isHeard() {
        return ANSWERS.contains(state(CabinetPoint.COMM_STATE));
    }

    /** A value with its age; a time in the future is as doubtful as one as far in the past. */
    Input input(String name) {
        return input(snapshot.points().indexOf(name));
    }

    Input input(CabinetPoint point) {
        return input(indexOf(point));
    }

    /** The same of a value some devices of a kind do not have: one that says so is as one without it. */
    Input optional(String name) {
        int point = snapshot.points().indexOf(name);
        return point >= 0 && snapshot.quality(point) == Quality.BAD_SENTINEL ? Input.MISSING : input(point);
    }

    private Input input(int point) {
        if (point < 0 || snapshot.quality(point) == Quality.BAD_NOT_SUPPORTED) {
            return Input.MISSING;
        }
        Quality quality = snapshot.quality(point);
        long elapsed = utcMillis - snapshot.utcMillis(point);
        double age = Math.min(Math.abs(elapsed), Math.abs(elapsed - steppedMillis)) / 1000.0;
        Confidence confidence =
                switch (quality.level()) {
                    case GOOD -> Confidence.GOOD;
                    case UNCERTAIN -> Confidence.DOUBTFUL;
                    case BAD -> Confidence.LOST;
                };
        return new Input(snapshot.value(point), age, confidence, quality.isGood() ? "" : quality.reason());
    }

    /** The value if its quality is good, else NaN. */
    double good(String name) {
        return good(snapshot.points().indexOf(name));
    }

    double good(CabinetPoint point) {
        return good(indexOf(point));
    }

    /** Whether a flag was set when it was last seen, as long as that is not too long ago to say anything. */
    boolean isSet(String name) {
        int point = snapshot.points().indexOf(name);
        return point >= 0 && snapshot.quality(point).isUsable() && snapshot.value(point) == 1;
    }

    private double good(int point) {
        return point >= 0 ? snapshot.good(point) : Double.NaN;
    }

    /** The first of some points that has a good value, else NaN. */
    double firstGood(CabinetPoint first, CabinetPoint second, CabinetPoint third) {
        double value = good(first);
        value = Double.isNaN(value) ? good(second) : value;
        return Double.isNaN(value) ? good(third) : value;
    }

    /** The name of a state, empty if it is not known for sure. */
    String state(String name) {
        int point = snapshot.points().indexOf(name);
        double value = good(point);
        return Double.isNaN(value)
                ? ""
                : snapshot.points().get(point).definition().stateName(value);
    }

    String state(CabinetPoint point) {
        double value = good(point);
        return Double.isNaN(value) ? "" : point.definition().stateName(value);
    }

    private int indexOf(CabinetPoint point) {
        if (shape != snapshot.points()) {
            shape = snapshot.points();
            for (CabinetPoint each : CabinetPoint.ALL) {
                at[each.ordinal()] = shape.indexOf(each.point());
            }
        }
        return at[point.ordinal()];
    }

    /** What endangers the place the device stands in, in words; empty if nothing is reported. */
    String hazard() {
        if (hazards.points() != snapshot.points()) {
            hazards = Hazards.among(snapshot.points());
        }
        return hazards.in(snapshot);
    }
}
