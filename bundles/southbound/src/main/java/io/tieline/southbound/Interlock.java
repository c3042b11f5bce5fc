package io.tieline.southbound;

import io.tieline.model.Command;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the device itself says that forbids a command, and where the effect of one is seen. Pure functions of names and values. */
final class Interlock {

    private static final String PCS_STATE = "pcs.state";
    private static final Set<Quality> SILENT = Set.of(
            Quality.UNCERTAIN_STALE,
            Quality.BAD_NEVER_READ,
            Quality.BAD_STALE,
            Quality.BAD_NO_CONNECTION,
            Quality.BAD_TIMEOUT);

    private Interlock() {}

    /** The points that are asked before a command goes out. */
    static List<String> witnesses(String command) {
        if (command.equals(Command.POWER_SET)) {
            return List.of(PCS_STATE);
        }
        return command.startsWith("outlet.") ? List.of(stem(command) + ".locked") : List.of();
    }

    /** The points that show what became of a command. */
    static List<String> effects(String command) {
        String stem = stem(command);
        return List.of(command, stem, stem + ".setpoint", stem + ".state", stem + ".result");
    }

    /** Why the command must not go out now; null: nothing speaks against it. A point the device does not have says nothing. */
    static @Nullable String refusal(Command command, DeviceSnapshot device) {
        for (String witness : witnesses(command.name())) {
            int point = device.points().indexOf(witness);
            if (point >= 0) {
                String why = SILENT.contains(device.quality(point))
                        ? witness + " is not known at present ("
                                + device.quality(point).reason() + "); it must be read before " + command.name()
                                + " is given."
                        : forbids(command, witness, device.usable(witness), device);
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    private static @Nullable String forbids(Command command, String witness, double value, DeviceSnapshot device) {
        if (witness.equals(PCS_STATE)) {
            int point = device.points().indexOf(witness);
            double fault = device.points().get(point).definition().stateValue("fault");
            // To stop is never forbidden.
            return value == fault && command.argument() != 0
                    ? "It reports a fault (pcs.state); clear it at the device first."
                    : null;
        }
        return value == 1 ? witness + " is set: unlock the outlet at the device first." : null;
    }

    private static String stem(String command) {
        int dot = command.lastIndexOf('.');
        return dot < 0 ? command : command.substring(0, dot);
    }
}
