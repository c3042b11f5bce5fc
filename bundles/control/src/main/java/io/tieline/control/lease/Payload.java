package io.tieline.control.lease;

import io.tieline.control.settings.Refusal;
import java.time.Duration;
import java.util.List;

/** What a lease is about. Every kind refuses nonsense with an {@link IllegalArgumentException} that names the field. */
public sealed interface Payload {

    /** The longest a lease may stand: a plan for a day ahead, or something that must be renewed (the sender may be gone). */
    default Duration longest() {
        return this instanceof Mode || this instanceof Limit || this instanceof ReserveFloor
                ? LeaseDesk.LONGEST_UNRENEWED
                : LeaseDesk.LONGEST_SCHEDULE;
    }

    /** Whether it moves power, which nobody upstream does while the grid is not OK. */
    default boolean movesPower() {
        return !(this instanceof ReserveFloor) && !(this instanceof Mode);
    }

    /**
     * The power all batteries together are to give, slot by slot; outside the slots local policy goes on.
     *
     * @param slot length of a slot, at least a second
     * @param watts one per slot, + = discharge
     */
    record PowerSchedule(long startUtcMillis, Duration slot, List<Double> watts) implements Payload {
        public PowerSchedule {
            watts = Slots.checked("payload.watts", slot, watts);
        }

        /** The power of the slot that holds an instant, NaN outside. */
        public double at(long utcMillis) {
            return Slots.at(startUtcMillis, slot, watts, utcMillis);
        }

        PowerSchedule within(PowerRange range) {
            return new PowerSchedule(
                    startUtcMillis, slot, watts.stream().map(range::clamp).toList());
        }
    }

    /**
     * The price of energy, slot by slot (JEPX and most European markets settle per 30 or 15 minutes).
     *
     * @param perKilowattHour one per slot, in the currency of the contract; may be negative
     */
    record PriceSchedule(long startUtcMillis, Duration slot, List<Double> perKilowattHour) implements Payload {
        public PriceSchedule {
            perKilowattHour = Slots.checked("payload.perKilowattHour", slot, perKilowattHour);
        }

        /** The price of the slot that holds an instant, NaN outside. */
        public double at(long utcMillis) {
            return Slots.at(startUtcMillis, slot, perKilowattHour, utcMillis);
        }
    }

    /**
     * A demand-response event or a call of the grid operator: a constraint for a time, not a setpoint.
     *
     * @param maxImportW the most the site may draw; infinite: no such limit
     * @param minDischargeW the least the batteries must give; 0: no such limit
     * @param baselineW what the site would have drawn, against which the delivery is counted; NaN: the power of the
     *     batteries counts
     */
    record Curtailment(
            long startUtcMillis, long endUtcMillis, double maxImportW, double minDischargeW, double baselineW)
            implements Payload {
        public Curtailment {
            Refusal.unless(endUtcMillis > startUtcMillis, "payload.end: must be after the start");
            Refusal.unless(maxImportW >= 0, "payload.maxImportW: must be at least 0, is " + maxImportW);
            Refusal.unless(
                    minDischargeW >= 0 && Double.isFinite(minDischargeW),
                    "payload.minDischargeW: must be at least 0, is " + minDischargeW);
            Refusal.unless(
                    Double.isFinite(maxImportW) || minDischargeW > 0,
                    "payload: give maxImportW or minDischargeW, otherwise nothing is asked for");
            Refusal.unless(!Double.isInfinite(baselineW), "payload.baselineW: must be a number");
        }

        public boolean runsAt(long utcMillis) {
            return utcMillis >= startUtcMillis && utcMillis < endUtcMillis;
        }

        /** What is asked for against the baseline; NaN if only an import limit without a baseline is. */
        public double requestedW() {
            double byImport = Double.isFinite(maxImportW) ? Math.max(0, baselineW - maxImportW) : Double.NaN;
            return minDischargeW > 0 && !(byImport > minDischargeW) ? minDischargeW : byImport;
        }
    }

    /**
     * A limit at the grid connection for as long as the lease stands; local limits that are tighter stay.
     *
     * @param importW infinite: none
     */
    record Limit(double importW) implements Payload {
        public Limit {
            Refusal.unless(
                    importW >= 0 && Double.isFinite(importW), "payload.importW: must be at least 0, is " + importW);
        }
    }

    /**
     * The state of charge all batteries together keep for the backup; it can only raise what the site has configured.
     */
    record ReserveFloor(double socPercent) implements Payload {
        public ReserveFloor {
            Refusal.unless(
                    socPercent >= 0 && socPercent <= 100,
                    "payload.socPercent: must be between 0 and 100, is " + socPercent);
        }
    }

    /** A way of running. */
    record Mode(Kind kind) implements Payload {
        /** The ways of running upstream can ask for. */
        public enum Kind {
            /** Local policy only: schedules and prices from upstream are left aside. */
            LOCAL,
            /**
             * A storm or a grid alert is near, as if the site's own form said so: the batteries are filled within demand target
             * and limits, and everything is kept for the backup. It lowers nothing of what the site keeps anyway.
             */
            STORM
        }
    }
}
