package io.tieline.control;

import io.tieline.chemistry.Maintenance;
import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.fleet.CabinetLimits;
import io.tieline.control.fleet.Care;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.words.Words;
import java.util.List;

/** What is wrong with cabinets, fire areas and maintenance, in words with the remedy. */
final class CabinetAlarms {

    private static final String CONTROL = "control";

    private CabinetAlarms() {}

    static void of(View view, List<Alarm> alarms) {
        FleetMemory memory = view.state().fleet();
        memory.areas()
                .closed()
                .forEach((area, report) -> alarms.add(new Alarm(
                        report.cabinet(),
                        AlarmType.HAZARD,
                        report.text() + ": nothing in " + area
                                + " is charged until somebody has looked at it and opens it again")));
        if (memory.doubts().group() > 0) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.CABINETS_VANISHED,
                    memory.doubts().group() + " of " + view.now().cabinets().size()
                            + " cabinets vanished together: check the switch or the line they share"));
        }
        for (int i = 0, n = view.now().cabinets().size(); i < n; i++) {
            cabinet(view, i, alarms);
        }
    }

    private static void cabinet(View view, int i, List<Alarm> alarms) {
        Cabinet cabinet = view.now().cabinets().get(i);
        FleetMemory memory = view.state().fleet();
        String held = view.fleet().held()[i];
        if (memory.doubts().isDistrusted(i)) {
            alarms.add(new Alarm(cabinet.id(), AlarmType.CABINET_DISTRUSTED, "Not used: " + cabinet.unavailable()));
        } else if (!cabinet.isBackup()) {
            alarms.add(new Alarm(cabinet.id(), AlarmType.CABINET_UNAVAILABLE, "Not used: " + cabinet.unavailable()));
        } else if (memory.isLimited(i)) {
            alarms.add(new Alarm(
                    cabinet.id(),
                    AlarmType.CABINET_NOT_FOLLOWING,
                    "Does not follow its setpoint, limited to " + Words.power(memory.limitedW(i))
                            + "; the others take over"));
        }
        if (CabinetLimits.balanceShare(
                        cabinet, view.settings().storage().unit(i).chemistry())
                < 1) {
            // Told also while its balancing charge runs: that is what ends it.
            alarms.add(new Alarm(
                    cabinet.id(),
                    AlarmType.CELL_IMBALANCE,
                    "Its cells have drifted apart by " + CabinetLimits.millivolts(cabinet.condition())
                            + ", the weakest limits it; a full charge balances them at the next quiet time"));
        } else if (!held.isEmpty() && !memory.care().of(i).job().runs()) {
            alarms.add(new Alarm(cabinet.id(), AlarmType.CABINET_HELD_BACK, "Held back: " + held));
        }
        maintenance(view, i, alarms);
    }

    private static void maintenance(View view, int i, List<Alarm> alarms) {
        Care care = view.state().fleet().care().of(i);
        List<Maintenance> all = view.settings().storage().unit(i).chemistry().maintenance();
        if (care.job().runs() && all.get(care.job().upkeep()).takesBackup()) {
            alarms.add(new Alarm(
                    view.now().cabinets().get(i).id(),
                    AlarmType.IN_MAINTENANCE,
                    "Its " + all.get(care.job().upkeep()).kind().label()
                            + " is under way; the others keep the backup meanwhile"));
        }
        for (int m = 0; m < Math.min(all.size(), care.upkeep().size()); m++) {
            if (all.get(m).takesBackup()
                    && UpkeepPlan.urgency(care, all.get(m), m) > 1
                    && !care.job().runs()) {
                alarms.add(new Alarm(
                        view.now().cabinets().get(i).id(),
                        AlarmType.MAINTENANCE_OVERDUE,
                        "Its " + all.get(m).kind().label()
                                + " is overdue; it begins as soon as the battery can be spared"));
            }
        }
    }
}
