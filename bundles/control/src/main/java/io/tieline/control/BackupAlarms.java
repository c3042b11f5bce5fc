package io.tieline.control;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.LoadShedding;
import io.tieline.control.backup.LoadShedding.Stage;
import io.tieline.control.backup.Outlet;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.GridSettings;
import io.tieline.control.words.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong about grid, generators, loads and reserve, in words with the remedy. */
final class BackupAlarms {

    private static final String CONTROL = "control";
    /** A transfer switch that has not gone back after this long needs somebody to look (15 to 30 minutes are usual). */
    private static final double RETRANSFER_SECONDS = 1800;

    /** A battery management seldom tells the last percent. */
    private static final double FULL_PERCENT = 99;

    private BackupAlarms() {}

    static void add(View view, List<Alarm> alarms) {
        grid(view, alarms);
        generators(view, alarms);
        loads(view, alarms);
        reserve(view, alarms);
    }

    private static void grid(View view, List<Alarm> alarms) {
        GridMemory grid = view.grid();
        GridSettings settings = view.settings().grid();
        if (grid.state().isOutage()) {
            alarms.add(new Alarm(CONTROL, AlarmType.GRID_LOST, "Grid lost: " + grid.reason()));
        }
        if (grid.state() == GridState.CONTRADICTION) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.GRID_CONTRADICTION,
                    "Check the device that differs: " + grid.reason() + "; charging and tariff discharge are off"));
        }
        if (grid.state() == GridState.SUSPECT
                && grid.secondsInState(view.nanos())
                        >= settings.contradictionAfter().toMillis() / 1000.0) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.GRID_SUSPECT,
                    "Check the device that speaks of a loss: " + grid.reason()
                            + "; charging and tariff discharge are off"));
        }
        if (grid.secondsWrong(view.nanos())
                >= settings.enterService().wrongAfter().toMillis() / 1000.0) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.GRID_WRONG,
                    "The grid is back but cannot be gone back to: " + grid.reason()
                            + "; ask the utility, then let the gateway go on with control.acknowledge"));
        }
        if (grid.state() == GridState.RETRANSFER && grid.secondsInState(view.nanos()) >= RETRANSFER_SECONDS) {
            alarms.add(new Alarm(
                    CONTROL, AlarmType.RETRANSFER_LATE, "The load has not gone back to the grid: " + grid.reason()));
        }
        if (grid.state() == GridState.LOCKOUT) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.LOCKOUT,
                    "Nothing goes on by itself: " + grid.reason()
                            + "; repair the cause, then let the gateway go on with control.acknowledge"));
        }
    }

    private static void generators(View view, List<Alarm> alarms) {
        if (view.state().backup().generators().phase() == Phase.FAILED) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.GENERATORS_FAILED,
                    "The generators did not start: shut down in good order, "
                            + Math.round(view.reserve().minutesAvailable()) + " minutes are left"));
        }
        GeneratorWatch generators = view.state().backup().generators();
        if (view.grid().state() == GridState.GEN_STARTING
                && generators.waitsInVain(view.settings().backup().generators(), view.nanos())) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.GENERATORS_FAILED,
                    "The generators were ready but do not carry the load: check their voltage and the transfer switch, "
                            + Math.round(view.reserve().minutesAvailable()) + " minutes are left"));
        }
        for (String running : generators.disobedient(view.now().plant().generators(), view.nanos())) {
            alarms.add(new Alarm(
                    running,
                    AlarmType.GENERATORS_FAILED,
                    "Was told to stop a minute ago and still runs; stop it by hand"));
        }
        if (view.grid().state().isOutage()
                && view.reserve().capacityWh() > 0
                && view.reserve().usableWh() <= 0) {
            alarms.add(
                    new Alarm(
                            CONTROL,
                            AlarmType.BLACK_START,
                            "The batteries are down to what a black start needs: every load but those of class p0 is switched off"));
        }
    }

    private static void loads(View view, List<Alarm> alarms) {
        LoadShedding shedding = view.state().backup().shedding();
        if (shedding.cuts().isEmpty()) {
            return;
        }
        Set<String> ours =
                view.now().plant().outlets().stream().map(Outlet::id).collect(Collectors.toUnmodifiableSet());
        long off = shedding.off().stream().filter(ours::contains).count();
        if (off > 0) {
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.LOAD_SHED,
                    off + " outlets with " + Words.power(shedding.offW()) + " are switched off to keep the rest"));
        }
        for (String outlet : shedding.at(Stage.STUCK_ON)) {
            alarms.add(new Alarm(
                    outlet,
                    AlarmType.OUTLET_STUCK,
                    "Was switched off but its load is still there; another one went instead"));
        }
        for (String outlet : shedding.at(Stage.STUCK_OFF)) {
            alarms.add(new Alarm(
                    outlet,
                    AlarmType.OUTLET_STUCK,
                    ours.contains(outlet)
                            ? "Was switched on again but did not come back; switch it by hand"
                            : "Was switched off in an outage and stays off: it has no class in the site file any more;"
                                    + " switch it on by hand"));
        }
    }

    private static void reserve(View view, List<Alarm> alarms) {
        ReserveBudget reserve = view.reserve();
        low(view, reserve).ifPresent(text -> alarms.add(new Alarm(CONTROL, AlarmType.RESERVE_LOW, text)));
        if (reserve.secondsRequired() > 0 && reserve.isWeak()) {
            boolean spared = view.settings().reserve().spareCabinet()
                    && view.now().cabinets().size() > 1;
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.RESERVE_WEAK,
                    (spared ? "Without the largest cabinet the" : "The") + " batteries give "
                            + Words.power(reserve.powerW())
                            + ", the critical load is " + Words.power(reserve.criticalLoadW())
                            + ": an outage cannot be ridden through with all of it"));
        }
        if (reserve.storm()) {
            double percent = reserve.capacityWh() > 0 ? reserve.availableWh() / reserve.capacityWh() * 100 : 0;
            alarms.add(new Alarm(
                    CONTROL,
                    AlarmType.STORM,
                    "A grid alert stands, "
                            + view.storm().asked(view.settings().window().zone())
                            + ": the batteries are kept full for an outage"
                            + (percent < FULL_PERCENT
                                    ? "; they hold " + Words.percent(percent)
                                            + " and are filled as far as demand target and limits leave room"
                                    : "")));
        }
    }

    /** What is missing of the backup, with the minutes that are left. */
    private static Optional<String> low(View view, ReserveBudget reserve) {
        if (reserve.capacityWh() <= 0) {
            boolean promised =
                    reserve.secondsRequired() > 0 && !view.now().cabinets().isEmpty();
            return promised ? Optional.of("No battery can be counted on: 0 minutes are left") : Optional.empty();
        }
        String left = ": " + Math.round(reserve.minutesAvailable()) + " minutes are left";
        if (reserve.isBeyond()) {
            return Optional.of("The backup is to last " + Math.round(reserve.secondsRequired() / 60) + " minutes, the"
                    + " batteries would last " + Math.round(Math.floor(reserve.mostMinutes()))
                    + " when full with the largest cabinet lost; ask less of them or add batteries" + left);
        }
        return reserve.isShort()
                ? Optional.of("The batteries hold " + Words.energy(reserve.availableWh()) + ", the backup needs "
                        + Words.energy(reserve.calmWh()) + left)
                : Optional.empty();
    }
}
