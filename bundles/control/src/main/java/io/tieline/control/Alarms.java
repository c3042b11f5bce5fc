package io.tieline.control;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.words.Words;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong, in words with the remedy. */
final class Alarms {

    /** A window is called lost only beyond this, so that a target that is just held is no alarm. */
    private static final double EXCEEDED = 1.005;

    private static final double SAME_W = 1e-6;

    private static final String CONTROL = "control";

    private Alarms() {}

    /**
     * All of them.
     *
     * @param powerW the power that was decided
     * @param projectedW the mean the running window ends with if it stays
     */
    static List<Alarm> of(View view, double powerW, double projectedW) {
        List<Alarm> alarms = new ArrayList<>(2);
        BackupAlarms.add(view, alarms);
        MeterAlarms.add(view, alarms);
        boolean above = view.shaves() && projectedW > view.ratchet().targetW() * EXCEEDED;
        // What is left for later in the window is not lost.
        if (above
                && (isSpared(view)
                        || !(powerW >= view.demandW() - view.settings().guard().deadBandW() - SAME_W))) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.TARGET_EXCEEDED,
                    "The running window will pass the demand target of "
                            + Words.power(view.ratchet().targetW())
                            + shortfall(view)));
        }
        if (view.loadW() - view.fleet().sumHighW() > view.settings().limits().importW()) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.IMPORT_LIMIT,
                    "The " + view.settings().limits().importName() + " of "
                            + Words.power(view.settings().limits().importW())
                            + " cannot be kept with the batteries alone: shed load"));
        }
        CabinetAlarms.of(view, alarms);
        alarms.addAll(AuthorityAlarms.of(view));
        return alarms;
    }

    /** Why the batteries do not keep it. */
    private static String shortfall(View view) {
        if (!AuthorityObjective.withheld(view).isEmpty()) {
            return "; the batteries may not be moved";
        }
        return isSpared(view) ? "; the batteries would not last at it" : "; the batteries cannot give more";
    }

    /** Whether the target is given up for this window because the batteries would not last. */
    private static boolean isSpared(View view) {
        return view.levelW() > view.targetW() * EXCEEDED;
    }
}
