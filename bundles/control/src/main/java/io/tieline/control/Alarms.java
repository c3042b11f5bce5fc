package io.tieline.control;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong, in words with the remedy. */
final class Alarms {

    /** A window is called lost only beyond this, so that a target that is just held is no alarm. */
    private static final double EXCEEDED = 1.005;

    private static final String CONTROL = "control";

    private Alarms() {}

    static List<Alarm> of(View view, double projectedW) {
        List<Alarm> alarms = new ArrayList<>(2);
        BackupAlarms.add(view, alarms);
        meter(view, alarms);
        if (view.shaves() && projectedW > view.ratchet().targetW() * EXCEEDED) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.TARGET_EXCEEDED,
                    "The running window will pass the demand target of "
                            + Words.power(view.ratchet().targetW())
                            + "; the batteries cannot give more"));
        }
        if (view.loadW() - view.fleet().sumHighW() > view.settings().limits().importW()) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.IMPORT_LIMIT,
                    "The import limit of "
                            + Words.power(view.settings().limits().importW())
                            + " cannot be kept with the batteries alone: shed load"));
        }
        cabinets(view.now().cabinets(), view.state().fleet(), alarms);
        alarms.addAll(AuthorityAlarms.of(view));
        return alarms;
    }

    private static void meter(View view, List<Alarm> alarms) {
        GridMemory grid = view.grid();
        boolean frozen = !view.state().backup().meter().frozen().isEmpty();
        if (view.held() || frozen || grid.state() == GridState.DEGRADED) {
            String why = view.now().gridPower().why();
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.METER_LOST,
                    "The grid meter cannot steer" + (why.isEmpty() ? "" : ": " + why)
                            + "; check the meter and its line"));
        }
    }

    private static void cabinets(List<Situation.Cabinet> cabinets, FleetMemory memory, List<Alarm> alarms) {
        for (int i = 0; i < cabinets.size(); i++) {
            Situation.Cabinet cabinet = cabinets.get(i);
            if (!cabinet.isBackup()) {
                alarms.add(
                        new Alarm(cabinet.id(), AlarmType.CABINET_UNAVAILABLE, "Not used: " + cabinet.unavailable()));
            } else if (memory.isLimited(i)) {
                alarms.add(new Alarm(
                        cabinet.id(),
                        AlarmType.CABINET_NOT_FOLLOWING,
                        "Does not follow its setpoint, limited to " + Words.power(memory.limitedW(i))
                                + "; the others take over"));
            }
        }
    }
}
