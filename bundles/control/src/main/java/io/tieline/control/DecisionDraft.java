package io.tieline.control;

import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.Decision.Mode;
import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.demand.DemandLaw;
import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.WindowSettings;
import io.tieline.control.situation.Cabinet;
import java.util.ArrayList;
import java.util.List;

/** Writes the decision down with everything that explains it. */
record DecisionDraft(View view) {

    Decision finish(Mode mode, double powerW, Arbiter.Verdict verdict, GuardedBy guardedBy) {
        Decision.Window window = window(powerW);
        List<Decision.Alarm> alarms = Alarms.of(view, powerW, window.projectedW());
        GridMemory grid = view.grid();
        String withheld = AuthorityObjective.withheld(view);
        Decision decision = new Decision(
                view.utcMillis(),
                mode,
                new Decision.Grid(grid.state(), grid.sinceUtcMillis(), grid.lostUtcMillis(), grid.reason()),
                powerW,
                ControlCore.setpoints(
                        view.now(),
                        view.state().fleet(),
                        withheld.isEmpty() ? grid.state().label() : withheld),
                view.flows(),
                window,
                target(),
                reserve(),
                supply(),
                view.orders(),
                verdict.claims(),
                verdict.binding(),
                guardedBy,
                view.state().upstream().deliveries().running(),
                alarms,
                false);
        double fleetW = view.fleet().sumHighW() - view.fleet().sumLowW();
        boolean news = view.state().upstream().deliveries().anyOver()
                || view.state().noted().differsFrom(note(decision, view.nanos()), fleetW);
        return news || !view.orders().isEmpty() ? decision.asSignificant() : decision;
    }

    static Noted note(Decision decision, long nanos) {
        return new Noted(
                decision.mode(),
                decision.grid().state(),
                decision.powerW(),
                decision.target().watts(),
                names(decision.alarms()),
                nanos);
    }

    private static List<String> names(List<Decision.Alarm> alarms) {
        List<String> names = new ArrayList<>(alarms.size());
        for (Decision.Alarm alarm : alarms) {
            names.add(alarm.source() + "/" + alarm.type().type());
        }
        return names;
    }

    private Decision.Window window(double powerW) {
        WindowSettings settings = view.settings().window();
        long start = settings.startOf(view.utcMillis());
        DemandWindow account = view.state().window();
        double load = Double.isNaN(view.loadW()) ? account.lastLoadW() : view.loadW();
        DemandLaw law = view.law();
        return new Decision.Window(
                start,
                start + settings.lengthMillis(),
                account.elapsedSeconds(),
                account.importedWs() / 3600,
                account.meanW(),
                law.allowW(view.levelW()),
                law.projectedW(load - powerW),
                law.projectedW(load),
                account.estimatedSeconds(),
                settings.zone());
    }

    private Decision.Target target() {
        TargetRatchet ratchet = view.ratchet();
        return new Decision.Target(
                view.targetW(),
                ratchet.highestW(),
                ratchet.highestUncontrolledW(),
                ratchet.raisedUtcMillis(),
                ratchet.periodStartUtcMillis());
    }

    private Decision.Supply supply() {
        BackupMemory backup = view.state().backup();
        return new Decision.Supply(
                carrier(backup.generators().phase()),
                backup.generators().phase(),
                backup.shedding().off(),
                backup.shedding().offW());
    }

    private Decision.Carrier carrier(GeneratorWatch.Phase generators) {
        if (!view.grid().state().isOutage()) {
            return Decision.Carrier.GRID;
        }
        if (generators == GeneratorWatch.Phase.ON_LOAD) {
            return Decision.Carrier.GENERATORS;
        }
        return view.now().cabinets().stream().anyMatch(Cabinet::islanded)
                ? Decision.Carrier.CABINETS
                : Decision.Carrier.UPS;
    }

    private Decision.Reserve reserve() {
        ReserveBudget reserve = view.reserve();
        return new Decision.Reserve(
                reserve.minutesAvailable(),
                reserve.secondsRequired() / 60,
                reserve.requiredWh(),
                reserve.availableWh(),
                reserve.capacityWh(),
                reserve.floorPercent(),
                reserve.criticalLoadW(),
                reserve.powerW());
    }
}
