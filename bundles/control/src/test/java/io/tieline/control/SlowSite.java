package io.tieline.control;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.RechargeSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A site at real-time speed whose cabinets answer a setpoint after a dead time and then ramp, whose meter and cabinets are
 * read at different moments, and whose values arrive late.
 */
final class SlowSite {

    private static final int STEP_MILLIS = 10;

    final ControlCore core;
    double loadW;
    /** What every decision commanded, in the order of time. */
    final List<Double> commandedW = new ArrayList<>();

    private final double nominalW;
    private final int deadMillis;
    private final double rampWPerSecond;
    private final int meterMillis;
    private final int batteryMillis;
    private final double[] powerW;
    private final double[] readW;
    private final long[] readMillis;
    private final List<Deque<Order>> orders = new ArrayList<>();
    private double meterW;
    private long meterReadMillis;
    private long now = 1000;

    private record Order(long dueMillis, double watts) {}

    /**
     * @param deadMillis from the command to the first movement
     * @param rampWPerSecond how fast each cabinet then moves
     * @param meterMillis between two values of the meter, each decided on at once
     * @param batteryMillis between two values of a cabinet
     */
    SlowSite(int cabinets, double nominalW, int deadMillis, double rampWPerSecond, int meterMillis, int batteryMillis) {
        this.nominalW = nominalW;
        this.deadMillis = deadMillis;
        this.rampWPerSecond = rampWPerSecond;
        this.meterMillis = meterMillis;
        this.batteryMillis = batteryMillis;
        this.powerW = new double[cabinets];
        this.readW = new double[cabinets];
        this.readMillis = new long[cabinets];
        for (int i = 0; i < cabinets; i++) {
            orders.add(new ArrayDeque<>());
        }
        this.core = new ControlCore(
                ControlSettings.defaults(Site.UTC)
                        .withShaving(new ShavingSettings(false, 0, 1, 0))
                        .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1))
                        .withLimits(new LimitSettings(700_000, 0))
                        .withRecharge(new RechargeSettings(1e-9, 0.1, Duration.ZERO))
                        .withGuard(new GuardSettings(1e9, 0, 0.1)),
                ControlState.initial());
    }

    /** Lets time pass in small steps; {@code each} may change the load. */
    void run(double seconds, Consumer<SlowSite> each) {
        long end = now + Math.round(seconds * 1000);
        while (now < end) {
            now += STEP_MILLIS;
            each.accept(this);
            move();
            if (now % meterMillis == 0) {
                meterW = loadW - totalW();
                meterReadMillis = now;
            }
            for (int i = 0; i < powerW.length; i++) {
                if (now % batteryMillis == (i * 70L) % batteryMillis / STEP_MILLIS * STEP_MILLIS) {
                    readW[i] = powerW[i];
                    readMillis[i] = now;
                }
            }
            if (now % meterMillis == 2L * STEP_MILLIS) {
                decide();
            }
        }
    }

    /** Until the meter has a new value that was not decided on yet. */
    void runToMeter() {
        do {
            run(STEP_MILLIS / 1000.0, s -> {});
        } while (meterReadMillis != now);
    }

    double totalW() {
        double sum = 0;
        for (double power : powerW) {
            sum += power;
        }
        return sum;
    }

    private void move() {
        for (int i = 0; i < powerW.length; i++) {
            Deque<Order> queue = orders.get(i);
            while (queue.size() > 1
                    && queue.stream().skip(1).findFirst().orElseThrow().dueMillis() <= now) {
                queue.removeFirst();
            }
            if (!queue.isEmpty() && queue.peekFirst().dueMillis() <= now) {
                double reach = rampWPerSecond * STEP_MILLIS / 1000;
                powerW[i] += Math.max(-reach, Math.min(reach, queue.peekFirst().watts() - powerW[i]));
            }
        }
    }

    private void decide() {
        List<Cabinet> cabinets = new ArrayList<>();
        for (int i = 0; i < powerW.length; i++) {
            cabinets.add(new Cabinet(
                    i,
                    "cab-" + i,
                    "",
                    80,
                    10 * nominalW,
                    nominalW,
                    nominalW,
                    nominalW,
                    readW[i],
                    (now - readMillis[i]) / 1000.0));
        }
        Input grid = Input.good(meterW, (now - meterReadMillis) / 1000.0);
        Decision decision = core.decide(
                new Situation(
                        grid,
                        Input.good(230, 0),
                        Input.good(230, 0),
                        Input.good(50, 0),
                        Input.MISSING,
                        Input.MISSING,
                        cabinets,
                        List.of()),
                Site.START + now,
                now * 1_000_000);
        commandedW.add(decision.powerW());
        for (Decision.Setpoint setpoint : decision.setpoints()) {
            orders.get(setpoint.device()).addLast(new Order(now + deadMillis, setpoint.watts()));
        }
    }
}
