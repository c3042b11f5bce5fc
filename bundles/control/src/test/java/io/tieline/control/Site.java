package io.tieline.control;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A small site in virtual time whose cabinets follow their setpoints, for tests that read like a log. */
public final class Site {

    public static final ZoneId UTC = ZoneOffset.UTC;
    /** 2026-11-22 14:00 UTC, the start of a half-hour window. */
    public static final long START = 1_795_356_000_000L;

    public ControlSettings settings;
    public ControlCore core;
    public long utc = START;
    public long nanos = 1_000_000_000L;
    public double loadW;
    public double voltage = 230;
    double meterAge = 0;
    public boolean meterAnswers = true;
    /** One of the phases of the grid meter cannot be read. */
    public boolean phaseSilent;
    /** A meter of the load alone answers as well. */
    public boolean loadIsMetered;

    /** What the UPS say they carry. */
    Input criticalLoad = Input.MISSING;

    public boolean firstUps = false;
    public boolean secondUps = false;
    public boolean breakerClosed = true;
    public final double[] socPercent;
    public final double[] powerW;
    final String[] unavailable;
    /** What a cabinet really gives at most. */
    public final double[] realLimitW;

    /** How the cells of each stand. */
    final Cabinet.Condition[] condition;

    final double nominalW;
    final double capacityWh;
    /** The conversions have left the grid and carry the load. */
    boolean islanded;

    public Site(int cabinets, double nominalW, double capacityWh, Consumer<Tuning> tuning) {
        Tuning tuned = new Tuning();
        tuning.accept(tuned);
        this.settings = tuned.settings;
        this.core = new ControlCore(settings, tuned.state);
        this.nominalW = nominalW;
        this.capacityWh = capacityWh;
        this.socPercent = filled(cabinets, 90);
        this.powerW = new double[cabinets];
        this.realLimitW = filled(cabinets, Double.POSITIVE_INFINITY);
        this.unavailable = new String[cabinets];
        java.util.Arrays.fill(unavailable, "");
        this.condition = new Cabinet.Condition[cabinets];
        java.util.Arrays.fill(condition, Cabinet.Condition.at(25));
    }

    /** What a test changes about the defaults. */
    public static final class Tuning {
        public ControlSettings settings = ControlSettings.defaults(UTC)
                .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1))
                .withGuard(new GuardSettings(1e9, 0, 0.1));
        public ControlState state = ControlState.initial();

        Tuning storage(StorageSettings storage) {
            settings = settings.withStorage(storage);
            return this;
        }

        public Tuning target(double watts) {
            settings = settings.withShaving(new ShavingSettings(true, watts, 0.9, 0));
            return this;
        }
    }

    public Situation situation() {
        List<Cabinet> cabinets = new ArrayList<>();
        double battery = 0;
        for (int i = 0; i < powerW.length; i++) {
            battery += powerW[i];
            cabinets.add(new Cabinet(
                    i + 1,
                    "cab-" + (i + 1),
                    unavailable[i],
                    socPercent[i],
                    capacityWh,
                    nominalW,
                    nominalW,
                    nominalW,
                    powerW[i],
                    0,
                    islanded,
                    condition[i]));
        }
        Input power = meterAnswers
                ? Input.good(loadW - battery, meterAge)
                : new Input(Double.NaN, 1e6, Confidence.LOST, "no answer in time");
        Input sure = meterAnswers ? Input.good(voltage, meterAge) : Input.MISSING;
        Input volts = phaseSilent ? new Input(voltage, meterAge, Confidence.DOUBTFUL, "no answer in time") : sure;
        return new Situation(
                power,
                volts,
                volts,
                voltage == 0 ? Input.MISSING : Input.good(50, meterAge),
                loadIsMetered ? Input.good(loadW, 0) : Input.MISSING,
                criticalLoad,
                cabinets,
                List.of(
                        new Witness(Kind.UPS, "ups-a", firstUps, true),
                        new Witness(Kind.UPS, "ups-b", secondUps, true),
                        new Witness(Kind.BREAKER, "board", !breakerClosed, true)));
    }

    /** Other settings, as whoever enters them in a form gets them: the core is made anew with what it had saved. */
    public void change(UnaryOperator<ControlSettings> change) {
        settings = change.apply(settings);
        core = new ControlCore(settings, ControlState.fromMap(core.state().toMap()));
    }

    /** Two decisions a second apart: the first only takes over what the cabinets do, as after every start. */
    public Decision start() {
        decide();
        return after(1);
    }

    /** Lets time pass, then decides; the cabinets follow at once. */
    public Decision after(double seconds) {
        for (int i = 0; i < powerW.length; i++) {
            socPercent[i] -= powerW[i] * seconds / 36 / capacityWh;
        }
        utc += Math.round(seconds * 1000);
        nanos += Math.round(seconds * 1e9);
        return decide();
    }

    public Decision decide() {
        Decision decision = core.decide(situation(), utc, nanos);
        for (int i = 0; i < powerW.length; i++) {
            double watts = decision.setpoints().get(i).watts();
            powerW[i] = Double.isNaN(watts) ? 0 : Math.max(-realLimitW[i], Math.min(realLimitW[i], watts));
        }
        return decision;
    }

    private static double[] filled(int n, double value) {
        double[] array = new double[n];
        java.util.Arrays.fill(array, value);
        return array;
    }
}
