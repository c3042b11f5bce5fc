package io.tieline.rig.virtual;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a device shows of the plant, in canonical points, and what it lets be done. */
interface Face {

    String id();

    DeviceKind kind();

    /** Every numeric point with its value now; a NaN is what the device itself says is not available. */
    Map<String, Double> values();

    /** The canonical commands it takes. */
    default Set<String> commands() {
        return Set.of();
    }

    default CommandResult write(Command command, long nanos) {
        return new CommandResult.Refused(id() + " takes no commands.");
    }

    /** A command reached it while it refuses everything. */
    default void refused(Command command, long nanos) {}

    /** The position of a state in the catalogue. */
    static double state(String point, String state) {
        return io.tieline.model.PointCatalog.point(point).definition().stateValue(state);
    }

    static double flag(boolean holds) {
        return holds ? 1 : 0;
    }

    static Map<String, Double> map() {
        return new LinkedHashMap<>();
    }
}
