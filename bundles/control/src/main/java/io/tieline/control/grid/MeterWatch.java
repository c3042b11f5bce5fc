package io.tieline.control.grid;

import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Situation;

/**
 * Notices a meter whose values stand still while their times go on. Three things give it away: it used to move with nearly
 * every reading and has not moved in many; batteries or the UPS moved and it did not; its own counter stands still under
 * load. A meter that always was steady, and one that shows exactly nothing, are believed.
 *
 * @param powerW and {@code voltageV}, {@code frequencyHz}, {@code energyWh}: as it showed them last
 * @param othersW what batteries and critical load together were when it last moved
 * @param sampleNanos when it showed them last
 * @param movedNanos when it last showed anything new
 * @param still how many readings were the same since
 * @param restless how often it moved from one reading to the next, 0 to 1, when it last moved
 * @param countWh the step its counter takes; 0: not seen yet
 * @param frozen why it is not believed, empty if it is
 */
public record MeterWatch(
        double powerW,
        double voltageV,
        double frequencyHz,
        double energyWh,
        double othersW,
        long sampleNanos,
        long movedNanos,
        int still,
        double restless,
        double countWh,
        String frozen) {

    private static final long NEVER = Long.MIN_VALUE;
    public static final MeterWatch NONE =
            new MeterWatch(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, NEVER, NEVER, 0, 0, 0, "");

    /** A reading weighs a sixteenth: a meter is known after some dozen of them. */
    private static final double WEIGHT = 1 / 16.0;

    private static final double MOST_RESTLESS = 0.8;
    /** Ten equal readings of a meter that moves four times in five happen once in ten million by chance. */
    private static final int MANY = 10;

    private static final int SOME = 5;
    /** Batteries and meter are not read at one moment: what others do counts after half the time. */
    private static final double OTHERS_TIME = 0.5;

    private static final double OTHERS_W = 2_000;
    private static final double OTHERS_SHARE = 0.02;
    /** So many steps of the counter must be missing. */
    private static final double MISSING_STEPS = 5;

    /** The situation with a frozen meter's value out of the way. */
    public Situation judge(Situation now) {
        return frozen.isEmpty() || now.gridPower().confidence() != Confidence.GOOD ? now : now.doubtingMeter(frozen);
    }

    public MeterWatch next(Situation now, TrustSettings trust, long nanos) {
        Input power = now.gridPower();
        if (power.confidence() != Confidence.GOOD) {
            return this;
        }
        long sample = nanos - (long) (power.ageSeconds() * 1e9);
        if (sampleNanos != NEVER && sample <= sampleNanos) {
            return this;
        }
        double energy = now.plant().gridEnergy().value();
        double others = others(now);
        double voltage = now.gridVoltageLow().value();
        double frequency = now.gridFrequency().value();
        boolean same = same(power.value(), powerW) && same(voltage, voltageV) && same(frequency, frequencyHz);
        double step = energy > energyWh ? energy - energyWh : 0;
        if (!same || movedNanos == NEVER) {
            // Every still reading before this one lowered what is known of its restlessness.
            double settled = restless * StrictMath.pow(1 - WEIGHT, still);
            double moves = movedNanos == NEVER ? 0 : settled + (1 - settled) * WEIGHT;
            return new MeterWatch(
                    power.value(),
                    voltage,
                    frequency,
                    energy,
                    others,
                    sample,
                    sample,
                    0,
                    moves,
                    Math.max(countWh, still == 0 ? step : 0),
                    "");
        }
        MeterWatch standing = new MeterWatch(
                powerW, voltageV, frequencyHz, energyWh, othersW, sample, movedNanos, still + 1, restless, countWh, "");
        return standing.judged(energy, others, trust.frozenSeconds());
    }

    private MeterWatch judged(double energy, double others, double frozenSeconds) {
        double seconds = (sampleNanos - movedNanos) / 1e9;
        boolean counts = energy > energyWh;
        boolean idle = powerW == 0;
        boolean stiff = restless >= MOST_RESTLESS && still >= MANY && seconds >= frozenSeconds && !counts && !idle;
        boolean alone = !idle
                && Math.abs(others - othersW) > Math.max(OTHERS_W, OTHERS_SHARE * Math.abs(powerW))
                && still >= SOME
                && seconds >= frozenSeconds * OTHERS_TIME;
        boolean uncounted = countWh > 0
                && energy == energyWh
                && powerW / 3600 * seconds > MISSING_STEPS * countWh
                && still >= MANY
                && seconds >= frozenSeconds;
        if (!stiff && !alone && !uncounted) {
            return this;
        }
        String why = "it has shown the same for " + Math.round(seconds) + " s"
                + (alone ? " while batteries or UPS moved" : uncounted ? " while its counter stands still" : "");
        return new MeterWatch(
                powerW,
                voltageV,
                frequencyHz,
                energyWh,
                othersW,
                sampleNanos,
                movedNanos,
                still,
                restless,
                countWh,
                why);
    }

    private static double others(Situation now) {
        double sum = now.criticalLoad().confidence() == Confidence.GOOD
                ? now.criticalLoad().value()
                : 0;
        for (Cabinet cabinet : now.cabinets()) {
            sum += Double.isNaN(cabinet.powerW()) ? 0 : cabinet.powerW();
        }
        return sum;
    }

    private static boolean same(double a, double b) {
        return Double.compare(a, b) == 0;
    }
}
