package io.tieline.control;

import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.Order;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.Deliveries;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.time.ZoneId;
import java.util.List;

/**
 * What the core decided at one moment, and everything that explains it.
 *
 * @param utcMillis site time
 * @param mode what the batteries do
 * @param grid the state of the grid and why it is believed
 * @param powerW the power all cabinets together are to give, + = discharge; 0 while released
 * @param setpoints one per cabinet in the order of the roles
 * @param flows the site's powers as the decision saw them
 * @param window the demand window it stands in
 * @param target the demand target
 * @param reserve the backup
 * @param supply who carries the load, and which loads were given up
 * @param orders what is to be done now besides setpoints, once and in this order; they are recorded before they are sent
 * @param claims what each objective wanted, highest priority first
 * @param binding the claim that determined the power; {@link ClaimKind#NONE}: nobody wanted anything
 * @param guardedBy what kept the power from being what the claims agreed on
 * @param deliveries what the running curtailments really get
 * @param alarms everything that is wrong now; an alarm no longer listed is over
 * @param significant whether it differs from the decision before in a way an operator wants to read
 */
public record Decision(
        long utcMillis,
        Mode mode,
        Grid grid,
        double powerW,
        List<Setpoint> setpoints,
        Flows flows,
        Window window,
        Target target,
        Reserve reserve,
        Supply supply,
        List<Order> orders,
        List<Claim> claims,
        ClaimKind binding,
        GuardedBy guardedBy,
        List<Deliveries.Delivery> deliveries,
        List<Alarm> alarms,
        boolean significant) {

    public Decision {
        setpoints = List.copyOf(setpoints);
        orders = List.copyOf(orders);
        claims = List.copyOf(claims);
        deliveries = List.copyOf(deliveries);
        alarms = List.copyOf(alarms);
    }

    /** What the batteries do as a whole. */
    public enum Mode {
        CHARGING,
        IDLE,
        DISCHARGING,
        /** No setpoint is written to any cabinet; their own reversion or grid forming takes over. */
        RELEASED
    }

    /**
     * The grid.
     *
     * @param sinceUtcMillis when the state began
     * @param lostUtcMillis when the last outage began, 0: none known
     * @param reason why, in words: {@code ups-a and ups-b on battery, meter dead}
     */
    public record Grid(GridState state, long sinceUtcMillis, long lostUtcMillis, String reason) {}

    /**
     * What one cabinet is told.
     *
     * @param device index of the device to write to
     * @param watts + = discharge; NaN when released
     * @param released no setpoint is written and none is repeated: the device's own reversion takes over
     * @param why why it is released, else empty
     */
    public record Setpoint(int device, String id, double watts, boolean released, String why) {}

    /**
     * Powers in W.
     *
     * @param gridW + = import, NaN without a trusted meter
     * @param batteryW + = discharge, at the moment of the meter value
     * @param loadW what the site uses, the batteries taken out; NaN if unknown
     */
    public record Flows(double gridW, double batteryW, double loadW) {}

    /**
     * The running demand window.
     *
     * @param elapsedSeconds since its start
     * @param importedWh net energy so far
     * @param meanSoFarW over the elapsed time
     * @param allowW what may be drawn from now to the end without passing the target, or the level the batteries last at; NaN
     *     without a target
     * @param projectedW the mean it ends with if things stay as now decided
     * @param projectedWithoutW the mean it ends with if the batteries do nothing from now on
     * @param estimatedSeconds how much of the elapsed time was not measured but estimated
     */
    public record Window(
            long startUtcMillis,
            long endUtcMillis,
            double elapsedSeconds,
            double importedWh,
            double meanSoFarW,
            double allowW,
            double projectedW,
            double projectedWithoutW,
            double estimatedSeconds,
            ZoneId zone) {}

    /**
     * The demand target of the running period.
     *
     * @param watts NaN until the first window was seen
     * @param highestW highest window mean so far this period; 0 before the first
     * @param highestUncontrolledW the same had the batteries done nothing: the ceiling for charging
     * @param raisedUtcMillis when a window last ended above the target, 0: never
     * @param periodStartUtcMillis when the first decision of this period was made
     */
    public record Target(
            double watts,
            double highestW,
            double highestUncontrolledW,
            long raisedUtcMillis,
            long periodStartUtcMillis) {}

    /**
     * The backup.
     *
     * @param minutesAvailable how long the batteries carry the critical load, down to the SoC floor
     * @param minutesRequired as configured
     * @param requiredWh what must stay in the batteries
     * @param availableWh what is in the batteries that answer
     * @param capacityWh what they hold when full
     * @param floorPercent the fleet's mean SoC the tariff may go down to
     * @param criticalLoadW what the backup is sized for, 0: nothing was measured yet
     * @param powerW what the batteries can give together once the largest is lost
     */
    public record Reserve(
            double minutesAvailable,
            double minutesRequired,
            double requiredWh,
            double availableWh,
            double capacityWh,
            double floorPercent,
            double criticalLoadW,
            double powerW) {}

    /** Who carries the load. */
    public enum Carrier {
        GRID("the grid"),
        /** Each UPS from its own battery. */
        UPS("the UPS"),
        /** Conversions that have islanded. */
        CABINETS("the cabinets"),
        GENERATORS("the generators");

        private final String label;

        Carrier(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Where the load gets its power from.
     *
     * @param generators how far they are
     * @param shed the outlets that were switched off, least important first
     * @param shedW what they drew, as far as it was metered
     */
    public record Supply(Carrier carrier, GeneratorWatch.Phase generators, List<String> shed, double shedW) {

        public Supply {
            shed = List.copyOf(shed);
        }
    }

    /** The objectives in the order of priority (DESIGN, section 3). */
    public enum ClaimKind {
        /** Device protection and the limits of the BMS. */
        CAPABILITY("battery limits"),
        /** Breaker, transformer, contract and export. */
        SITE_LIMIT("site limits"),
        GRID_STATE("grid state"),
        RESERVE("backup reserve"),
        /** Whether this gateway may move the batteries: other gateways, the commissioning test. */
        AUTHORITY("authority"),
        /** A grid operator's limit or demand-response event, for a time. */
        CURTAILMENT("curtailment"),
        /** How fast the import may change, which the tariff does not hinder. */
        SMOOTHING("smoothing"),
        DEMAND("demand window"),
        /** What the chemistry needs from time to time. */
        MAINTENANCE("maintenance"),
        /** A schedule from upstream, under a lease. */
        SCHEDULE("upstream schedule"),
        PRICE("energy price"),
        RECHARGE("recharge"),
        NONE("nothing");

        private final String label;

        ClaimKind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What became of a claim. */
    public enum Outcome {
        /** It had no wish that mattered. */
        SILENT,
        /** The decision is what it wanted. */
        MET,
        /** Its bound shaped the decision. */
        BINDING,
        /** A higher claim left it only a part. */
        LIMITED
    }

    /**
     * What one objective wanted of the total battery power.
     *
     * @param minW at least this much; negative infinity: no bound
     * @param maxW at most this much; positive infinity: no bound
     * @param preferredW NaN: no wish
     */
    public record Claim(ClaimKind kind, double minW, double maxW, double preferredW, String reason, Outcome outcome) {

        /** A claim that bounds nothing and wishes nothing. */
        static Claim free(ClaimKind kind, String reason) {
            return between(kind, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, reason);
        }

        static Claim atLeast(ClaimKind kind, double minW, String reason) {
            return between(kind, minW, Double.POSITIVE_INFINITY, reason);
        }

        static Claim between(ClaimKind kind, double minW, double maxW, String reason) {
            // + 0.0 turns a negative zero, which compares equal and prints differently, into zero.
            return new Claim(kind, minW + 0.0, maxW + 0.0, Double.NaN, reason, Outcome.SILENT);
        }

        Claim wishing(double watts, String why) {
            return new Claim(kind, minW, maxW, watts, why, outcome);
        }

        Claim with(Outcome became) {
            return new Claim(kind, minW, maxW, preferredW, reason, became);
        }
    }

    /** Why the power is not what the claims agreed on. */
    public enum GuardedBy {
        NOTHING,
        RAMP,
        DEAD_BAND,
        /** The meter is silent: the last power is held. */
        HOLD
    }

    /** The alarms the core knows; the whole list, so that the gateway can clear those that are over. */
    public enum AlarmType {
        GRID_LOST("grid.lost", Severity.CRITICAL),
        GRID_CONTRADICTION("grid.contradiction", Severity.MAJOR),
        GRID_SUSPECT("grid.suspect", Severity.MINOR),
        GRID_WRONG("grid.wrong", Severity.MAJOR),
        RETRANSFER_LATE("grid.retransfer_late", Severity.MAJOR),
        LOCKOUT("control.lockout", Severity.CRITICAL),
        GENERATORS_FAILED("control.generators_failed", Severity.CRITICAL),
        BLACK_START("control.black_start", Severity.CRITICAL),
        LOAD_SHED("control.load_shed", Severity.MAJOR),
        OUTLET_STUCK("control.outlet_stuck", Severity.MINOR),
        STORM("control.storm", Severity.INFO),
        RESERVE_WEAK("control.reserve_weak", Severity.MINOR),
        METER_LOST("control.meter_lost", Severity.MAJOR),
        RESERVE_LOW("control.reserve_low", Severity.MAJOR),
        TARGET_EXCEEDED("control.target_exceeded", Severity.MINOR),
        IMPORT_LIMIT("control.import_limit", Severity.MAJOR),
        NOT_COMMISSIONED("control.not_commissioned", Severity.MAJOR),
        FENCED("control.fenced", Severity.CRITICAL),
        CURTAILMENT_SHORT("control.curtailment_short", Severity.MAJOR),
        SMOOTHING_OFF("control.smoothing_off", Severity.MINOR),
        OSCILLATION("control.oscillation", Severity.MAJOR),
        CABINET_UNAVAILABLE("control.cabinet_unavailable", Severity.MINOR),
        CABINET_NOT_FOLLOWING("control.not_following", Severity.MINOR),
        CABINET_DISTRUSTED("control.distrusted", Severity.MAJOR),
        CABINETS_VANISHED("control.cabinets_vanished", Severity.MAJOR),
        CABINET_HELD_BACK("control.held_back", Severity.MINOR),
        CELL_IMBALANCE("control.cell_imbalance", Severity.MINOR),
        HAZARD("control.hazard", Severity.CRITICAL),
        /** Emptied or off line for its maintenance: it does not count for the backup. */
        IN_MAINTENANCE("control.in_maintenance", Severity.INFO),
        MAINTENANCE_OVERDUE("control.maintenance_overdue", Severity.MAJOR);

        private final String type;
        private final Severity severity;

        AlarmType(String type, Severity severity) {
            this.type = type;
            this.severity = severity;
        }

        /** The canonical type for the alarm board. */
        public String type() {
            return type;
        }

        public Severity severity() {
            return severity;
        }
    }

    /**
     * Something that is wrong.
     *
     * @param source a device id, or {@code control}
     */
    public record Alarm(String source, AlarmType type, String text) {}

    Decision asSignificant() {
        return new Decision(
                utcMillis,
                mode,
                grid,
                powerW,
                setpoints,
                flows,
                window,
                target,
                reserve,
                supply,
                orders,
                claims,
                binding,
                guardedBy,
                deliveries,
                alarms,
                true);
    }

    /** Whether the automatic waits for a person, who lets it go on with the command {@code control.acknowledge}. */
    public boolean waitsForOperator() {
        return alarms.stream().anyMatch(alarm -> alarm.type() == AlarmType.LOCKOUT);
    }

    /** The claim of one objective. */
    public Claim claim(ClaimKind kind) {
        return claims.stream().filter(claim -> claim.kind() == kind).findFirst().orElseThrow();
    }

    /** One clear sentence an operator reads; the same for the same decision. */
    public String sentence() {
        return Sentence.of(this);
    }

    /** The record the journal keeps. */
    public Event toEvent() {
        return DecisionEvent.of(this);
    }
}
