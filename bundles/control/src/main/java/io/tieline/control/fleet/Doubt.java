package io.tieline.control.fleet;

import io.tieline.control.situation.Cabinet;
import io.tieline.control.words.Words;

/**
 * Whether one cabinet's values can be believed. What is impossible, stands still while it must move, or jumps again and
 * again puts the cabinet aside; it comes back after it has been believable for a while, each time a longer one. Immutable.
 *
 * @param socPercent the last state of charge, NaN: none yet
 * @param powerW the last power
 * @param measuredSeconds how long the power has been the same to the last bit although it should be another
 * @param movedPercent energy that has flowed since the state of charge last moved, in points
 * @param jumps how often the state of charge jumped lately
 * @param goodSeconds how long it has been believable and present
 * @param strikes how often it was put aside lately
 * @param reason why it is aside, empty if it is not
 */
record Doubt(
        double socPercent,
        double powerW,
        double measuredSeconds,
        double movedPercent,
        double jumps,
        double goodSeconds,
        double strikes,
        String reason) {

    static final Doubt NONE = new Doubt(Double.NaN, Double.NaN, 0, 0, 0, 0, 0, "");

    /** No conversion gives half as much again as it is built for. */
    private static final double MOST_SHARE = 1.5;
    /** The largest conversions of one cabinet are a few megawatts; bytes in the wrong order look like more. */
    private static final double MOST_W = 20e6;

    private static final double COLDEST_C = -45;
    private static final double HOTTEST_C = 120;
    private static final double STUCK_SECONDS = 30;
    /** So many points of energy without a movement of the state of charge: no resolution and no filter is that coarse. */
    private static final double STUCK_POINTS = 8;
    /** Near an end a state of charge may stand while the last bit of energy flows. */
    private static final double AT_END = 2;

    private static final double JUMP_POINTS = 5;
    /** One jump is a recalibration, three within some ten minutes are noise. */
    private static final double MOST_JUMPS = 2.5;

    private static final double FORGET_SECONDS = 600;
    private static final double PROBATION_SECONDS = 10;
    private static final double GROUP_STRIKES = 3;
    private static final double LONGEST_PROBATION_SECONDS = 600;

    /**
     * The judgement after some time.
     *
     * @param missing whether it should have followed by now and does not
     */
    Doubt next(Cabinet cabinet, boolean missing, double seconds) {
        if (!cabinet.isBackup()) {
            return away(seconds);
        }
        double soc = cabinet.socPercent();
        // A power that cannot be moves nothing: counted as energy, it would keep the cabinet aside for good.
        boolean counts = cabinet.capacityWh() > 0 && !isImpossiblePower(cabinet);
        double flowed = counts ? Math.abs(cabinet.powerW()) * seconds / 36 / cabinet.capacityWh() : 0;
        boolean moved = soc != socPercent || soc <= AT_END || soc >= 100 - AT_END;
        boolean jumped = Math.abs(soc - socPercent) > JUMP_POINTS + 2 * flowed;
        boolean same = missing && cabinet.powerW() == powerW && powerW != 0;
        Doubt seen = new Doubt(
                soc,
                cabinet.powerW(),
                same ? measuredSeconds + seconds : 0,
                moved ? 0 : movedPercent + flowed,
                faded(jumps, seconds) + (jumped ? 1 : 0),
                goodSeconds,
                faded(strikes, seconds),
                reason);
        String now = seen.complaint(cabinet);
        return now.isEmpty() ? seen.trusted(seconds) : seen.aside(now);
    }

    /** It has vanished: back again it is watched for a while, so that a flapping line does not set it going each time. */
    private Doubt away(double seconds) {
        boolean left = goodSeconds > 0;
        return new Doubt(
                Double.NaN,
                Double.NaN,
                0,
                0,
                faded(jumps, seconds),
                0,
                // Not faded: an absence, however long, proves nothing of what comes back.
                strikes + (left ? 1 : 0),
                reason);
    }

    /** Of most cabinets there is nothing to forget, and a thousand powers of e take their time. */
    private static double faded(double remembered, double seconds) {
        return remembered == 0 ? 0 : remembered * StrictMath.exp(-seconds / FORGET_SECONDS);
    }

    /** It vanished together with others: it is watched for longer before it is taken back. */
    Doubt inGroup() {
        return new Doubt(
                socPercent,
                powerW,
                measuredSeconds,
                movedPercent,
                jumps,
                goodSeconds,
                Math.max(GROUP_STRIKES, strikes),
                reason);
    }

    private String complaint(Cabinet cabinet) {
        double builtFor = cabinet.nominalPowerW();
        if (isImpossiblePower(cabinet)) {
            return "its power of " + Words.power(powerW) + " is impossible"
                    + (builtFor > 0 ? ", it is built for " + Words.power(builtFor) : "");
        }
        if (cabinet.condition().coldestC() < COLDEST_C || cabinet.condition().hottestC() > HOTTEST_C) {
            return "a cell temperature of "
                    + Math.round(
                            cabinet.condition().coldestC() < COLDEST_C
                                    ? cabinet.condition().coldestC()
                                    : cabinet.condition().hottestC())
                    + " °C is impossible";
        }
        if (jumps > MOST_JUMPS) {
            return "its state of charge jumps again and again";
        }
        if (movedPercent > STUCK_POINTS) {
            return "its state of charge stands still at " + Words.percent(socPercent) + " while energy flows";
        }
        if (measuredSeconds > STUCK_SECONDS) {
            return "its power stands still at " + Words.power(powerW) + " whatever it is told";
        }
        return "";
    }

    /** Whether it says a power no cabinet can give: bytes in the wrong order look like that. */
    static boolean isImpossiblePower(Cabinet cabinet) {
        double builtFor = cabinet.nominalPowerW();
        return Math.abs(cabinet.powerW()) > (builtFor > 0 ? Math.min(MOST_W, MOST_SHARE * builtFor) : MOST_W);
    }

    private Doubt trusted(double seconds) {
        double good = goodSeconds + seconds;
        boolean aside = !reason.isEmpty() && good < probationSeconds();
        return new Doubt(socPercent, powerW, measuredSeconds, movedPercent, jumps, good, strikes, aside ? reason : "");
    }

    private Doubt aside(String why) {
        double more = reason.isEmpty() ? strikes + 1 : strikes;
        return new Doubt(socPercent, powerW, measuredSeconds, movedPercent, jumps, 0, more, why);
    }

    /** Twice as long with every time it was put aside lately; the first time it vanished counts nothing. */
    private double probationSeconds() {
        double times = Math.rint(strikes);
        return times <= 1
                ? (reason.isEmpty() ? 0 : PROBATION_SECONDS)
                : Math.min(LONGEST_PROBATION_SECONDS, PROBATION_SECONDS * StrictMath.pow(2, times - 1));
    }

    /** Why it must not be commanded now, empty if it may. */
    String objection() {
        if (!reason.isEmpty()) {
            return "it is not believed: " + reason;
        }
        return goodSeconds < probationSeconds() ? "it is back and is watched for a while" : "";
    }
}
