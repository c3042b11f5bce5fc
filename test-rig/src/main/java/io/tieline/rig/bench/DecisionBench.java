package io.tieline.rig.bench;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.situation.Roles;
import io.tieline.control.situation.SituationReader;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What one decision costs, from the live image to one setpoint per cabinet, for fleets of 1,000 and 10,000. */
public final class DecisionBench {

    private static final double MOST_MEDIAN_MS = 1;
    private static final double MOST_P99_MS = 10;
    private static final double MOST_GROWTH = 15;
    private static final long ROUND_SECONDS = 1;
    private static final double RATED_W = 50_000;
    private static final double RATED_WH = 100_000;
    private static final List<String> CABINET_POINTS = List.of(
            "pcs.power",
            "pcs.state",
            "pcs.mode",
            "pcs.grid.connected",
            "pcs.nominal.power",
            "battery.soc",
            "battery.soh",
            "battery.capacity.actual",
            "battery.limit.charge.power",
            "battery.limit.discharge.power",
            "battery.temperature",
            "battery.state");

    private static final long START_MILLIS = 1_800_000_000_000L;

    private final LiveImage image;
    private final SituationReader reader;
    private final ControlCore core;
    private final Random random;
    private final double[] powerW;
    private final double[] socPercent;
    private long nanos;

    private DecisionBench(int cabinets, long seed) {
        List<Device> devices = new ArrayList<>();
        devices.add(new Device(0, "grid", DeviceKind.METER));
        for (int i = 1; i <= cabinets; i++) {
            devices.add(new Device(i, "cab-" + i, DeviceKind.BATTERY));
        }
        image = new LiveImage(devices);
        random = new Random(seed);
        powerW = new double[cabinets + 1];
        socPercent = new double[cabinets + 1];
        image.device(0).adopt(PointSet.named(List.of("meter.power", "meter.frequency", "meter.voltage.l1")));
        for (int i = 1; i <= cabinets; i++) {
            image.device(i).adopt(PointSet.named(CABINET_POINTS));
            socPercent[i] = 50 + i % 40;
        }
        reader = new SituationReader(image, Roles.byKind(devices));
        ControlSettings settings = ControlSettings.defaults(ZoneOffset.UTC);
        core = new ControlCore(
                settings.withShaving(new ShavingSettings(true, 10_000.0 * cabinets, 0.9, 0)), ControlState.initial());
    }

    /**
     * Measures and prints; the last line begins with RESULT.
     *
     * @return whether every figure is reached
     */
    public static boolean run(boolean quick, long seed, PrintStream out) {
        int rounds = quick ? 400 : 2_000;
        out.printf(
                Locale.ROOT, "bench decision, seed %d%n%n%-10s %10s %10s%n", seed, "cabinets", "median ms", "p99 ms");
        double[] thousand = new DecisionBench(1_000, seed).measure(rounds, rounds);
        print(1_000, thousand, out);
        double[] tenThousand = new DecisionBench(10_000, seed).measure(rounds / 8, rounds / 8);
        print(10_000, tenThousand, out);
        double growth = quantile(tenThousand, 0.5) / quantile(thousand, 0.5);
        double median = quantile(thousand, 0.5);
        double p99 = quantile(thousand, 0.99);
        out.printf(
                Locale.ROOT,
                "RESULT decision cabinets=1000 median-ms=%.3f p99-ms=%.3f growth-10000=%.1f%n",
                median,
                p99,
                growth);
        return median <= MOST_MEDIAN_MS && p99 <= MOST_P99_MS && growth <= MOST_GROWTH;
    }

    private static void print(int cabinets, double[] millis, PrintStream out) {
        out.printf(Locale.ROOT, "%-10d %10.3f %10.3f%n", cabinets, quantile(millis, 0.5), quantile(millis, 0.99));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))];
    }

    /** Milliseconds of each decision, sorted. Every round has another load, so every round splits anew. */
    private double[] measure(int warmUp, int rounds) {
        double[] millis = new double[rounds];
        for (int i = -warmUp; i < rounds; i++) {
            nanos += ROUND_SECONDS * 1_000_000_000L;
            long utcMillis = START_MILLIS + nanos / 1_000_000;
            fill(utcMillis);
            long begin = System.nanoTime();
            Decision decision = core.decide(reader.read(utcMillis), utcMillis, nanos);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
            follow(decision);
        }
        Arrays.sort(millis);
        return millis;
    }

    private void fill(long utcMillis) {
        int cabinets = powerW.length - 1;
        double batteryW = 0;
        for (int i = 1; i <= cabinets; i++) {
            batteryW += powerW[i];
            cabinet(image.device(i), i, utcMillis);
        }
        SampleTarget meter = image.device(0).target();
        meter.begin(utcMillis);
        meter.put(0, cabinets * (14_000 + 4_000 * random.nextDouble()) - batteryW);
        meter.put(1, 50);
        meter.put(2, 230);
        meter.commit();
    }

    private void cabinet(DeviceImage device, int i, long utcMillis) {
        SampleTarget target = device.target();
        target.begin(utcMillis);
        target.put(0, powerW[i]);
        target.put(1, state("pcs.state", "running"));
        target.put(2, state("pcs.mode", "grid_following"));
        target.put(3, 1);
        target.put(4, RATED_W);
        target.put(5, socPercent[i]);
        target.put(6, 98);
        target.put(7, RATED_WH);
        target.put(8, RATED_W);
        target.put(9, RATED_W);
        target.put(10, 25);
        target.put(11, state("battery.state", "standby"));
        target.commit();
    }

    private static double state(String point, String state) {
        return PointCatalog.point(point).definition().stateValue(state);
    }

    private void follow(Decision decision) {
        for (Decision.Setpoint setpoint : decision.setpoints()) {
            powerW[setpoint.device()] = setpoint.released() ? 0 : setpoint.watts();
        }
        // A state of charge that stood still while energy flows would not be believed for long.
        for (int i = 1; i < powerW.length; i++) {
            socPercent[i] -= powerW[i] * ROUND_SECONDS / 36 / RATED_WH;
        }
    }
}
