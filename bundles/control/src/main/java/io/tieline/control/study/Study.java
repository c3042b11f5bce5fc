package io.tieline.control.study;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import java.util.List;

/**
 * The real core over a recorded load, in virtual time: every minute it sees the meter and the battery as they stand, and
 * nothing of what is to come.
 */
public final class Study {

    private static final long MINUTE_MILLIS = 60_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final Input VOLTAGE = Input.good(230, 0);
    private static final Input FREQUENCY = Input.good(50, 0);
    /** Rounding of a slow approach to the reserve. */
    private static final double SAME = 1e-9;

    /** Settings that change with time, as a tariff's seasons do. */
    @FunctionalInterface
    public interface Plan {

        /** The settings for a window; the same object as before where nothing changes. */
        ControlSettings at(long windowStartMinute);
    }

    private final LoadTrace trace;
    private final RunningBattery battery;
    private final Plan plan;
    private ControlState state;
    private long minutesBelowReserve;
    private long minutesAboveLimit;

    private Study(LoadTrace trace, RunningBattery battery, Plan plan, ControlState state) {
        this.trace = trace;
        this.battery = battery;
        this.plan = plan;
        this.state = state;
    }

    /** A load under the same settings throughout, by a core that has seen nothing before. */
    public static StudyResult run(LoadTrace trace, StudyBattery battery, ControlSettings settings) {
        return run(trace, battery, minute -> settings, ControlState.initial());
    }

    /**
     * A load under settings that change from window to window.
     *
     * @param plan all its settings have the same demand window, of whole minutes
     * @param state what the core knows from before
     */
    public static StudyResult run(LoadTrace trace, StudyBattery battery, Plan plan, ControlState state) {
        return new Study(trace, new RunningBattery(battery), plan, state).run();
    }

    private StudyResult run() {
        int length = (int) plan.at(trace.firstMinute()).window().length().toMinutes();
        WindowMeans without = trace.windows(length);
        double[] with = new double[without.watts().length];
        double[] targets = new double[with.length];
        int skip = (int) (without.firstMinute() - trace.firstMinute());
        ControlSettings settings = plan.at(without.firstMinute());
        ControlCore core = new ControlCore(settings, state);
        for (int w = 0; w < with.length; w++) {
            ControlSettings now = plan.at(without.minuteOf(w));
            if (now != settings) {
                settings = now;
                core = new ControlCore(settings, core.state());
            }
            double sum = 0;
            for (int minute = skip + w * length; minute < skip + (w + 1) * length; minute++) {
                Decision decision = minute(core, settings, minute);
                targets[w] = decision.target().watts();
                sum += trace.watts()[minute] - battery.powerW();
            }
            with[w] = sum / length;
        }
        state = core.state();
        return new StudyResult(
                without,
                new WindowMeans(without.firstMinute(), length, with),
                targets,
                battery.dischargedWh(),
                battery.chargedWh(),
                minutesBelowReserve,
                minutesAboveLimit,
                state);
    }

    private Decision minute(ControlCore core, ControlSettings settings, int minute) {
        double loadW = trace.watts()[minute];
        Decision decision =
                core.decide(situation(loadW), (trace.firstMinute() + minute) * MINUTE_MILLIS, minute * MINUTE_NANOS);
        battery.run(decision.setpoints().get(0).watts());
        double floor = Math.min(100, decision.reserve().floorPercent());
        minutesBelowReserve += battery.socPercent() < floor * (1 - SAME) ? 1 : 0;
        double limitW = settings.limits().importW();
        minutesAboveLimit += loadW - battery.powerW() > limitW * (1 + SAME) && loadW <= limitW ? 1 : 0;
        return decision;
    }

    private Situation situation(double loadW) {
        return new Situation(
                Input.good(loadW - battery.powerW(), 0),
                VOLTAGE,
                VOLTAGE,
                FREQUENCY,
                Input.MISSING,
                Input.MISSING,
                List.of(battery.asCabinet()),
                List.of());
    }
}
