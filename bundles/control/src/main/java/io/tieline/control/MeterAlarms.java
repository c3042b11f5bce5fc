package io.tieline.control;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.grid.BlindMeter;
import io.tieline.control.grid.GridEvidence;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.grid.LoadPlace;
import io.tieline.control.situation.Witness.Kind;
import java.util.List;

/** What is wrong with the grid meter, and what nobody sees without it, in words with the remedy. */
final class MeterAlarms {

    private static final String CONTROL = "control";
    /** A meter fed by the grid may be silent as long as the grid is gone; so long after that somebody must look. */
    private static final double PATIENCE_SECONDS = 600;

    private MeterAlarms() {}

    static void add(View view, List<Alarm> alarms) {
        GridMemory grid = view.grid();
        if (grid.state().isOutage() && !isFresh(view)) {
            inOutage(view, alarms);
            return;
        }
        boolean frozen = !view.state().backup().meter().frozen().isEmpty();
        if (view.held() || view.stoodIn() || frozen || isBlind(view) || grid.state() == GridState.DEGRADED) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.METER_LOST,
                    "The grid meter cannot steer" + why(view, ": ", "")
                            + (view.stoodIn() ? "; the load meter stands in for it" : "")
                            + (isBlind(view)
                                    ? "; check the fuses of its voltage inputs and their wires"
                                    : "; check the meter and its line")));
        }
    }

    private static void inOutage(View view, List<Alarm> alarms) {
        GridState state = view.grid().state();
        if (state == GridState.QUALIFY || state == GridState.RETRANSFER) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.METER_LOST,
                    "The load goes back to the grid without the grid meter" + why(view, " (", ")") + "; " + repair(view)
                            + ", the batteries rest without it"));
            return;
        }
        String open = LoadPlace.notOnGrid(view.now());
        if (open.isEmpty()) {
            alarms.add(new Alarm(
                    CONTROL,
                    // A lockout stands as an alarm of its own.
                    state == GridState.LOCKOUT ? AlarmType.METER_LOST : AlarmType.LOCKOUT,
                    "Only the grid meter does not say that the grid is back" + why(view, " (", ")")
                            + ": " + repair(view) + "; or ask the utility, then let the gateway go on without it with"
                            + " control.acknowledge"));
        } else if (view.grid().secondsInState(view.nanos()) >= PATIENCE_SECONDS
                && !GridEvidence.says(view.now(), Kind.UPS, true)) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.METER_LOST,
                    "Without the grid meter" + why(view, " (", ")")
                            + " nobody sees whether the grid is back: " + repair(view) + ";"
                            + " or ask the utility and bring the load back by hand, what stands against it is "
                            + open));
        }
    }

    private static String repair(View view) {
        return isBlind(view) ? "check the fuses of its voltage inputs and their wires" : "repair it";
    }

    /** It answers, but it is not believed for want of voltage. */
    private static boolean isBlind(View view) {
        return !isFresh(view)
                && BlindMeter.seesNone(
                        view.now(), view.settings().grid(), view.settings().trust());
    }

    private static boolean isFresh(View view) {
        return view.now().gridPower().isFresh(view.settings().trust().meterFreshSeconds());
    }

    private static String why(View view, String before, String after) {
        String why = view.now().gridPower().why();
        return why.isEmpty() ? "" : before + why + after;
    }
}
