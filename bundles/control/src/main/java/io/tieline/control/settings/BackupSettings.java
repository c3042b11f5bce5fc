package io.tieline.control.settings;

import java.time.Duration;

/**
 * What the owner wants of generators and loads in an outage.
 *
 * @param generators how they are started and watched
 * @param shedding which loads go when, and how they come back
 */
public record BackupSettings(Generators generators, Shedding shedding) {

    public static final BackupSettings DEFAULT = new BackupSettings(Generators.DEFAULT, Shedding.DEFAULT);

    /**
     * The generators.
     *
     * @param startDelay how long an outage lasts before they are ordered to start: dips are not worth a start
     * @param ready by when they usually carry the load (30 to 60 s)
     * @param failAfter by when they are taken as failed: three cranks of 15 s with as long a rest are 75 to 90 s
     * @param crankPause how long a crank with its rest takes; only then is a start ordered again
     * @param cranks how often a start is ordered before they are given up
     * @param retries how often they are started again after a trip
     * @param coolDown how long they run without load before they are stopped
     * @param ratedW of all together, 0: what they tell themselves
     */
    public record Generators(
            Duration startDelay,
            Duration ready,
            Duration failAfter,
            Duration crankPause,
            int cranks,
            int retries,
            Duration coolDown,
            double ratedW) {

        public static final Generators DEFAULT = new Generators(
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                3,
                1,
                Duration.ofMinutes(5),
                0);

        public Generators {
            Refusal.within("generators.startDelay", startDelay, Refusal.DAY);
            Refusal.within("generators.coolDown", coolDown, Refusal.DAY);
            Refusal.longerThan(Duration.ZERO, "generators.ready", ready, Refusal.DAY);
            Refusal.longerThan(Duration.ZERO, "generators.crankPause", crankPause, Refusal.DAY);
            Refusal.longerThan(startDelay, "generators.failAfter", failAfter, Refusal.DAY);
            Refusal.unless(cranks >= 1 && cranks <= 10, "generators.cranks: must be 1 to 10, is " + cranks);
            Refusal.unless(retries >= 0 && retries <= 5, "generators.retries: must be 0 to 5, is " + retries);
            Refusal.unless(
                    ratedW >= 0 && Double.isFinite(ratedW),
                    "generators.ratedW: must be a number of at least 0, is " + ratedW);
        }

        public Generators withRatedW(double changed) {
            return new Generators(startDelay, ready, failAfter, crankPause, cranks, retries, coolDown, changed);
        }

        public Generators withTimes(Duration changedStartDelay, Duration changedReady, Duration changedFailAfter) {
            return new Generators(
                    changedStartDelay, changedReady, changedFailAfter, crankPause, cranks, retries, coolDown, ratedW);
        }
    }

    /**
     * The loads.
     *
     * @param enabled no: outlets are never switched
     * @param requestFirst how long a scheduler has to lower the load by itself before loads of class P3 and dearer are
     *     switched off
     * @param verify by when a load that was switched off must be gone, else the next one goes
     * @param perPdu how many outlets of one PDU are switched at once, once a second
     * @param restoreEvery how long one group that came back is watched before the next
     * @param restoreAfter how long nothing comes back after the last load went
     * @param stepShare of the generators' rating a group may be
     * @param inrush how much more than its measured power a load draws when it comes back
     * @param atImportLimit whether loads of class P4 and P3 also go when the import limit cannot be kept otherwise; no: the
     *     excess is accepted and recorded
     */
    public record Shedding(
            boolean enabled,
            Duration requestFirst,
            Duration verify,
            int perPdu,
            Duration restoreEvery,
            Duration restoreAfter,
            double stepShare,
            double inrush,
            boolean atImportLimit) {

        public static final Shedding DEFAULT = new Shedding(
                true,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                0.1,
                1.3,
                false);

        public Shedding {
            Refusal.within("shedding.requestFirst", requestFirst, Refusal.DAY);
            Refusal.longerThan(Duration.ZERO, "shedding.verify", verify, Refusal.DAY);
            Refusal.within("shedding.restoreEvery", restoreEvery, Refusal.DAY);
            Refusal.within("shedding.restoreAfter", restoreAfter, Refusal.DAY);
            Refusal.unless(perPdu >= 1 && perPdu <= 8, "shedding.perPdu: must be 1 to 8, is " + perPdu);
            Refusal.unless(
                    stepShare > 0 && stepShare <= 1,
                    "shedding.stepShare: must be above 0 and at most 1, is " + stepShare);
            Refusal.unless(inrush >= 1 && inrush <= 5, "shedding.inrush: must be 1 to 5, is " + inrush);
        }

        public Shedding withEnabled(boolean changed) {
            return new Shedding(
                    changed,
                    requestFirst,
                    verify,
                    perPdu,
                    restoreEvery,
                    restoreAfter,
                    stepShare,
                    inrush,
                    atImportLimit);
        }

        public Shedding withAtImportLimit(boolean changed) {
            return new Shedding(
                    enabled, requestFirst, verify, perPdu, restoreEvery, restoreAfter, stepShare, inrush, changed);
        }
    }

    public BackupSettings withGenerators(Generators changed) {
        return new BackupSettings(changed, shedding);
    }

    public BackupSettings withShedding(Shedding changed) {
        return new BackupSettings(generators, changed);
    }
}
