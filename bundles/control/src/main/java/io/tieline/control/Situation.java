package io.tieline.control;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Outlet;
import io.tieline.control.commissioning.Look;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Everything one decision is made from, and nothing else: the recorded situation of a site decides the same again.
 *
 * @param gridPower W at the grid meter, + = import
 * @param gridVoltageLow V line to neutral of the lowest phase
 * @param gridVoltageHigh V line to neutral of the highest phase
 * @param gridFrequency Hz
 * @param siteLoad W of the load alone, {@link Input#MISSING} if it is not metered
 * @param criticalLoad W that the backup must carry: the output of all UPS together
 * @param cabinets in the order of {@link Roles#cabinets()}
 * @param witnesses what else can see the grid
 * @param plant what else matters in an outage
 * @param gridReactive var at the grid meter, + = inductive
 */
public record Situation(
        Input gridPower,
        Input gridVoltageLow,
        Input gridVoltageHigh,
        Input gridFrequency,
        Input siteLoad,
        Input criticalLoad,
        List<Cabinet> cabinets,
        List<Witness> witnesses,
        Plant plant,
        Input gridReactive) {

    public Situation {
        cabinets = List.copyOf(cabinets);
        witnesses = List.copyOf(witnesses);
    }

    /** A site whose reactive power is not metered. */
    public Situation(
            Input gridPower,
            Input gridVoltageLow,
            Input gridVoltageHigh,
            Input gridFrequency,
            Input siteLoad,
            Input criticalLoad,
            List<Cabinet> cabinets,
            List<Witness> witnesses,
            Plant plant) {
        this(
                gridPower,
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                plant,
                Input.MISSING);
    }

    /** A site without generators and switched outlets. */
    public Situation(
            Input gridPower,
            Input gridVoltageLow,
            Input gridVoltageHigh,
            Input gridFrequency,
            Input siteLoad,
            Input criticalLoad,
            List<Cabinet> cabinets,
            List<Witness> witnesses) {
        this(
                gridPower,
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                Plant.NONE);
    }

    /** The same, but the value of the grid meter does not steer. */
    Situation doubtingMeter(String why) {
        return new Situation(
                new Input(gridPower.value(), gridPower.ageSeconds(), Confidence.DOUBTFUL, why),
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                plant,
                gridReactive);
    }

    /** The same, but cabinets whose power was last heard of too long ago are not available. */
    Situation withoutStaleCabinets(double freshSeconds) {
        return withCabinets(
                i -> cabinets.get(i).isStale(freshSeconds) ? cabinets.get(i).stale() : cabinets.get(i));
    }

    /** The same, but those cabinets rest that have a reason to. */
    Situation resting(Function<Cabinet, String> why) {
        return withCabinets(i -> {
            Cabinet cabinet = cabinets.get(i);
            String reason = cabinet.isAvailable() ? why.apply(cabinet) : "";
            return reason.isEmpty() ? cabinet : cabinet.resting(reason);
        });
    }

    /** The same with every cabinet replaced by what stands at its position then. */
    Situation withCabinets(IntFunction<Cabinet> replaced) {
        List<Cabinet> now =
                IntStream.range(0, cabinets.size()).mapToObj(replaced).toList();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) != cabinets.get(i)) {
                return new Situation(
                        gridPower,
                        gridVoltageLow,
                        gridVoltageHigh,
                        gridFrequency,
                        siteLoad,
                        criticalLoad,
                        now,
                        witnesses,
                        plant,
                        gridReactive);
            }
        }
        return this;
    }

    /** How far an input may steer. */
    public enum Confidence {
        GOOD,
        /** There is a number, but it is old or substituted: it may be shown and reasoned about, never steer. */
        DOUBTFUL,
        /** It was there once and is gone. */
        LOST,
        /** It never was. */
        ABSENT
    }

    /**
     * One measured number.
     *
     * @param value NaN unless good or doubtful
     * @param ageSeconds how long ago it was true
     * @param why empty for a good one, else what is wrong with it
     */
    public record Input(double value, double ageSeconds, Confidence confidence, String why) {

        public static final Input MISSING =
                new Input(Double.NaN, Double.POSITIVE_INFINITY, Confidence.ABSENT, "not measured on this site");

        public static Input good(double value, double ageSeconds) {
            return new Input(value, ageSeconds, Confidence.GOOD, "");
        }

        boolean isFresh(double maximumAgeSeconds) {
            return confidence == Confidence.GOOD && ageSeconds <= maximumAgeSeconds;
        }

        boolean isPresent() {
            return confidence != Confidence.ABSENT;
        }
    }

    /**
     * One cabinet as it stands.
     *
     * @param device index of the device setpoints go to
     * @param unavailable why it must not be commanded, empty if it may
     * @param socPercent NaN if unknown
     * @param capacityWh energy between 0 and 100 % at its present health
     * @param nominalPowerW what its conversion is built for
     * @param chargeLimitW what it takes now, never negative
     * @param dischargeLimitW what it gives now, never negative
     * @param powerW measured, + = discharge, NaN if unknown
     * @param powerAgeSeconds age of the measured power
     * @param islanded its conversion has left the grid and carries the load by itself: not to be commanded, but its energy
     *     is the backup
     * @param condition how its cells stand
     */
    public record Cabinet(
            int device,
            String id,
            String unavailable,
            double socPercent,
            double capacityWh,
            double nominalPowerW,
            double chargeLimitW,
            double dischargeLimitW,
            double powerW,
            double powerAgeSeconds,
            boolean islanded,
            Condition condition) {

        /** A cabinet that tells nothing of its cells. */
        public Cabinet(
                int device,
                String id,
                String unavailable,
                double socPercent,
                double capacityWh,
                double nominalPowerW,
                double chargeLimitW,
                double dischargeLimitW,
                double powerW,
                double powerAgeSeconds,
                boolean islanded) {
            this(
                    device,
                    id,
                    unavailable,
                    socPercent,
                    capacityWh,
                    nominalPowerW,
                    chargeLimitW,
                    dischargeLimitW,
                    powerW,
                    powerAgeSeconds,
                    islanded,
                    Condition.UNKNOWN);
        }

        /** The same on the grid. */
        public Cabinet(
                int device,
                String id,
                String unavailable,
                double socPercent,
                double capacityWh,
                double nominalPowerW,
                double chargeLimitW,
                double dischargeLimitW,
                double powerW,
                double powerAgeSeconds) {
            this(
                    device,
                    id,
                    unavailable,
                    socPercent,
                    capacityWh,
                    nominalPowerW,
                    chargeLimitW,
                    dischargeLimitW,
                    powerW,
                    powerAgeSeconds,
                    false);
        }

        public boolean isAvailable() {
            return unavailable.isEmpty();
        }

        /** Whether its energy counts for the backup: it can be commanded, or it carries the load already. */
        boolean isBackup() {
            return isAvailable() || islanded;
        }

        boolean isStale(double freshSeconds) {
            return isBackup() && !(powerAgeSeconds <= freshSeconds);
        }

        Cabinet stale() {
            return without("its values are older than allowed", Double.NaN);
        }

        /** The same, not to be commanded; what it gives still counts. */
        Cabinet withdrawn(String why) {
            return without(why, powerW);
        }

        /** The same, and none of its values are used. */
        Cabinet disbelieved(String why) {
            return without(why, Double.NaN);
        }

        private Cabinet without(String why, double leftW) {
            return new Cabinet(
                    device,
                    id,
                    why,
                    socPercent,
                    capacityWh,
                    nominalPowerW,
                    chargeLimitW,
                    dischargeLimitW,
                    leftW,
                    powerAgeSeconds,
                    false,
                    condition);
        }

        /** Not commanded, but its energy is still the backup, as of one that carries the load. */
        Cabinet resting(String why) {
            return new Cabinet(
                    device,
                    id,
                    why,
                    socPercent,
                    capacityWh,
                    nominalPowerW,
                    chargeLimitW,
                    dischargeLimitW,
                    powerW,
                    powerAgeSeconds,
                    true,
                    condition);
        }

        /** As the commissioning test sees it. */
        Look.Cabinet look(long nanos) {
            long measuredNanos = nanos - (long) (powerAgeSeconds * 1e9);
            return new Look.Cabinet(
                    id, unavailable, nominalPowerW, chargeLimitW, dischargeLimitW, powerW, measuredNanos);
        }

        double storedWh() {
            return isBackup() ? capacityWh * socPercent / 100 : 0;
        }
    }

    /**
     * How the cells of a cabinet stand; NaN where it is not told.
     *
     * @param coldestC °C of the coldest cell, the cabinet's own temperature where cells are not told
     * @param hottestC the same of the hottest
     * @param sohPercent state of health
     * @param lowestCellV V of the weakest cell
     * @param highestCellV V of the fullest
     * @param hazard what makes charging in its fire area dangerous, in words: {@code fire alarm}; empty if nothing does
     */
    public record Condition(
            double coldestC,
            double hottestC,
            double sohPercent,
            double lowestCellV,
            double highestCellV,
            String hazard) {

        public static final Condition UNKNOWN =
                new Condition(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "");

        /** Cells that are all equally warm. */
        public static Condition at(double celsius) {
            return new Condition(celsius, celsius, Double.NaN, Double.NaN, Double.NaN, "");
        }
    }

    /** What a witness other than the meter sees. */
    public enum Kind {
        UPS,
        TRANSFER_SWITCH,
        BREAKER,
        PCS
    }

    /**
     * A device that notices when the grid is gone.
     *
     * @param saysLost a UPS on battery, a transfer switch off its normal source, an open breaker, an islanded PCS
     * @param known false while the device does not answer: it then says nothing
     * @param bypassed a UPS that passes the grid on: its battery stands behind nothing
     */
    public record Witness(Kind kind, String id, boolean saysLost, boolean known, boolean bypassed) {

        public Witness(Kind kind, String id, boolean saysLost, boolean known) {
            this(kind, id, saysLost, known, false);
        }
    }

    /**
     * What else matters in an outage.
     *
     * @param outlets those the site file has given a class
     * @param gridEnergy Wh that the grid meter has counted as import
     * @param wrongSequence the phases of the grid turn the wrong way
     * @param acknowledged an operator lets the automatic go on after a lockout, with this decision
     */
    public record Plant(
            List<Generator> generators,
            List<Outlet> outlets,
            Input gridEnergy,
            boolean wrongSequence,
            boolean acknowledged) {

        public static final Plant NONE = new Plant(List.of(), List.of(), Input.MISSING, false, false);

        public Plant {
            generators = List.copyOf(generators);
            outlets = List.copyOf(outlets);
        }

        Plant acknowledging() {
            return new Plant(generators, outlets, gridEnergy, wrongSequence, true);
        }
    }

    /** The same, with an operator's word that the automatic may go on. */
    public Situation acknowledged() {
        return new Situation(
                gridPower,
                gridVoltageLow,
                gridVoltageHigh,
                gridFrequency,
                siteLoad,
                criticalLoad,
                cabinets,
                witnesses,
                plant.acknowledging(),
                gridReactive);
    }
}
