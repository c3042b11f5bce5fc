package io.tieline.control;

import io.tieline.control.backup.BackupSettings;
import io.tieline.control.commissioning.CommissioningSettings;
import io.tieline.control.price.PriceSettings;
import io.tieline.control.smoothing.SmoothingSettings;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What the owner wants, in site time. Every part has defaults and refuses nonsense with the field and the reason.
 *
 * @param window the demand window of the tariff
 * @param shaving where the demand target comes from
 * @param reserve the backup that is never spent on the tariff
 * @param limits what the connection may carry
 * @param guard how fast and how finely setpoints move
 * @param recharge how batteries are filled
 * @param trust how old a value may be
 * @param grid what a healthy grid looks like and how long it must last
 * @param backup generators and loads in an outage
 * @param gateway which of several gateways this is
 * @param commissioning what must be proved before batteries are moved
 * @param price what energy costs when
 * @param smoothing how fast the import may change
 * @param storage what is known of each cabinet beside what it tells itself
 */
public record ControlSettings(
        Window window,
        Shaving shaving,
        Reserve reserve,
        Limits limits,
        Guard guard,
        Recharge recharge,
        Trust trust,
        GridSettings grid,
        BackupSettings backup,
        Gateway gateway,
        CommissioningSettings commissioning,
        PriceSettings price,
        SmoothingSettings smoothing,
        StorageSettings storage) {

    public static ControlSettings defaults(ZoneId zone) {
        return new ControlSettings(
                Window.thirtyMinutes(zone),
                Shaving.AUTO,
                Reserve.DEFAULT,
                Limits.DEFAULT,
                Guard.DEFAULT,
                Recharge.DEFAULT,
                Trust.DEFAULT,
                GridSettings.DEFAULT,
                BackupSettings.DEFAULT,
                Gateway.DEFAULT,
                CommissioningSettings.WAIVED,
                PriceSettings.OFF,
                SmoothingSettings.OFF,
                StorageSettings.UNSPECIFIED);
    }

    public ControlSettings withWindow(Window changed) {
        return new ControlSettings(
                changed,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withShaving(Shaving changed) {
        return new ControlSettings(
                window,
                changed,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withReserve(Reserve changed) {
        return new ControlSettings(
                window,
                shaving,
                changed,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withLimits(Limits changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                changed,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withGuard(Guard changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                changed,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withRecharge(Recharge changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                changed,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withTrust(Trust changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                changed,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withGrid(GridSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                changed,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withBackup(BackupSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                changed,
                gateway,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withGateway(Gateway changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                changed,
                commissioning,
                price,
                smoothing,
                storage);
    }

    public ControlSettings withCommissioning(CommissioningSettings changed) {
        return new ControlSettings(
                window, shaving, reserve, limits, guard, recharge, trust, grid, backup, gateway, changed, price,
                smoothing, storage);
    }

    public ControlSettings withPrice(PriceSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                changed,
                smoothing,
                storage);
    }

    public ControlSettings withSmoothing(SmoothingSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                changed,
                storage);
    }

    public ControlSettings withStorage(StorageSettings changed) {
        return new ControlSettings(
                window,
                shaving,
                reserve,
                limits,
                guard,
                recharge,
                trust,
                grid,
                backup,
                gateway,
                commissioning,
                price,
                smoothing,
                changed);
    }

    /**
     * The same for a site whose clock runs faster than its wires: what is bounded by polling and by the response of
     * devices takes as much longer in site time.
     *
     * @param factor site seconds per real second, at least 1
     */
    public ControlSettings accelerated(double factor) {
        require(factor >= 1 && Double.isFinite(factor), "factor: must be at least 1, is " + factor);
        return withTrust(new Trust(
                        trust.meterFreshSeconds() * factor,
                        trust.meterHoldSeconds() * factor,
                        trust.cabinetFreshSeconds() * factor,
                        trust.responseSeconds() * factor,
                        trust.followSeconds() * factor,
                        trust.frozenSeconds() * factor))
                .withGrid(grid.accelerated(factor))
                .withCommissioning(commissioning.accelerated(factor))
                .withSmoothing(smoothing.accelerated(factor));
    }

    /**
     * The demand window: windows follow each other without gaps from the full UTC hour on, shifted by the offset.
     *
     * @param length 1 minute to 1 day, a divisor of a day
     * @param offset how much later than the full hour the utility's meter starts its windows
     * @param zone decides when a month ends, and how times are written
     */
    public record Window(Duration length, Duration offset, ZoneId zone) {

        public static Window thirtyMinutes(ZoneId zone) {
            return new Window(Duration.ofMinutes(30), Duration.ZERO, zone);
        }

        public Window {
            require(
                    length.toSeconds() >= 60 && 86_400 % length.toSeconds() == 0,
                    "window.length: must divide a day and be at least a minute, is " + length);
            require(offset.abs().compareTo(length) < 0, "window.offset: must be shorter than the window, is " + offset);
        }

        long lengthMillis() {
            return length.toMillis();
        }

        double lengthSeconds() {
            return length.toMillis() / 1000.0;
        }

        /** Start of the window that holds an instant. */
        public long startOf(long utcMillis) {
            return utcMillis - Math.floorMod(utcMillis - offset.toMillis(), lengthMillis());
        }
    }

    /** What the highest demand is paid for. */
    public enum Objective {
        /** Each month's highest window is paid for by itself. */
        MONTHLY,
        /** The highest window of this month and the eleven before it, or a share of it, is paid for. */
        TRAILING_12,
        /** The highest window of the calendar year is paid for. */
        ANNUAL,
        /** Somebody else chooses: every month starts with the first target. */
        FIXED
    }

    /** When demand is paid for: a tariff may count the windows of some hours only. */
    @FunctionalInterface
    public interface Counting {

        Counting ALWAYS = start -> true;

        /** Whether the demand window that starts at an instant counts. */
        boolean counts(long windowStartUtcMillis);
    }

    /**
     * The demand target.
     *
     * @param objective what the highest demand is paid for
     * @param initialTargetW the first target, until a week of the load is known; 0: the carry share of the first window
     *     observed, until a day is
     * @param carryShare the share of the last period's target a new period starts with while no day is known
     * @param paidLevelW demand that is paid for in any case (a contract's minimum, a peak still in its memory): the target
     *     is never below it and charging may draw up to it; 0: none
     * @param counting which windows the target is kept in; the others neither raise it nor hinder charging
     */
    public record Shaving(
            boolean enabled,
            Objective objective,
            double initialTargetW,
            double carryShare,
            double paidLevelW,
            Counting counting) {

        public static final Shaving AUTO = new Shaving(true, 0, 0.9, 0);

        /** A tariff that counts every window. */
        public Shaving(
                boolean enabled, Objective objective, double initialTargetW, double carryShare, double paidLevelW) {
            this(enabled, objective, initialTargetW, carryShare, paidLevelW, Counting.ALWAYS);
        }

        /** A tariff with a monthly peak. */
        public Shaving(boolean enabled, double initialTargetW, double carryShare, double paidLevelW) {
            this(enabled, Objective.MONTHLY, initialTargetW, carryShare, paidLevelW);
        }

        /** A level that is kept in any case, and that charging may draw up to. */
        public static Shaving fixed(double targetW) {
            return new Shaving(true, Objective.FIXED, targetW, 1, targetW);
        }

        public Shaving {
            notNegative("shaving.paidLevelW", paidLevelW);
            notNegative("shaving.initialTargetW", initialTargetW);
            require(
                    objective != Objective.FIXED || initialTargetW > 0,
                    "shaving.initialTargetW: must be above 0 when the target is fixed");
            require(
                    carryShare > 0 && carryShare <= 1,
                    "shaving.carryShare: must be above 0 and at most 1, is " + carryShare);
        }
    }

    /**
     * The backup that stays in the batteries: {@code critical load x time / (efficiency x what the cells can give) + floor +
     * SoC error}, and all of it even if the largest cabinet is lost.
     *
     * @param time how long the batteries must carry the critical load; with generators or a longer shutdown, longer
     * @param minimumSocPercent never discharged below, not even by the tariff's last resort
     * @param criticalLoadW 0: measured at the outputs of the UPS, else of the site; more is counted where the UPS carry more
     * @param socErrorPercent how wrong the batteries' SoC may be where nothing better is known
     * @param efficiency from cell to load
     * @param shutdown how long the load needs to save its work and shut down
     * @param blackStartPercent never used by anything: it starts the first conversion after a black site
     * @param spareCabinet whether the reserve must hold without the largest cabinet, where there is more than one
     * @param storm a grid alert stands: everything is kept
     * @param lowerAfter how long a smaller need must last before the reserve follows; a larger one counts at once
     */
    public record Reserve(
            Duration time,
            double minimumSocPercent,
            double criticalLoadW,
            double socErrorPercent,
            double efficiency,
            Duration shutdown,
            double blackStartPercent,
            boolean spareCabinet,
            boolean storm,
            Duration lowerAfter) {

        public static final Reserve DEFAULT = new Reserve(
                Duration.ofMinutes(10), 10, 0, 5, 0.96, Duration.ofMinutes(8), 10, true, false, Duration.ofMinutes(5));

        /** A reserve of a plain time, without regard to generators, shutdown and the loss of a cabinet. */
        public Reserve(
                Duration time,
                double minimumSocPercent,
                double criticalLoadW,
                double socErrorPercent,
                double efficiency) {
            this(
                    time,
                    minimumSocPercent,
                    criticalLoadW,
                    socErrorPercent,
                    efficiency,
                    Duration.ZERO,
                    minimumSocPercent,
                    false,
                    false,
                    Duration.ofMinutes(5));
        }

        public Reserve {
            require(!time.isNegative(), "reserve.time: must not be negative, is " + time);
            percent("reserve.minimumSocPercent", minimumSocPercent);
            percent("reserve.socErrorPercent", socErrorPercent);
            percent("reserve.blackStartPercent", blackStartPercent);
            notNegative("reserve.criticalLoadW", criticalLoadW);
            require(!shutdown.isNegative(), "reserve.shutdown: must not be negative, is " + shutdown);
            require(!lowerAfter.isNegative(), "reserve.lowerAfter: must not be negative, is " + lowerAfter);
            require(
                    efficiency > 0.3 && efficiency <= 1,
                    "reserve.efficiency: must be between 0.3 and 1, is " + efficiency);
            require(
                    floorPercent(minimumSocPercent, blackStartPercent) + socErrorPercent <= 100,
                    "reserve.minimumSocPercent, reserve.socErrorPercent: leave nothing to use, are " + minimumSocPercent
                            + " and " + socErrorPercent);
        }

        public Reserve withStorm(boolean changed) {
            return new Reserve(
                    time,
                    minimumSocPercent,
                    criticalLoadW,
                    socErrorPercent,
                    efficiency,
                    shutdown,
                    blackStartPercent,
                    spareCabinet,
                    changed,
                    lowerAfter);
        }

        /** What no setpoint and no promise ever counts on. */
        double floorPercent() {
            return floorPercent(minimumSocPercent, blackStartPercent);
        }

        private static double floorPercent(double minimum, double blackStart) {
            return Math.max(minimum, blackStart);
        }
    }

    /**
     * Hard limits at the grid connection, at every instant; they win over tariff and reserve.
     *
     * @param importW breaker or agreement, the tightest that counts now; infinite: none
     * @param exportW 0: never feed into the grid
     * @param contractW contract power; infinite: none
     * @param transformerVa rating of the transformer; infinite: none
     * @param transformerMinutes its thermal time constant: so long it may carry somewhat more; 0: never
     * @param importName which limit {@code importW} is, in words
     */
    public record Limits(
            double importW,
            double exportW,
            double contractW,
            double transformerVa,
            double transformerMinutes,
            String importName) {

        private static final double NONE = Double.POSITIVE_INFINITY;
        public static final Limits DEFAULT = new Limits(NONE, 0);

        /** Without contract and transformer. */
        public Limits(double importW, double exportW) {
            this(importW, exportW, NONE, NONE, 0, "import limit");
        }

        public Limits {
            require(importW > 0, "limits.importW: must be above 0, is " + importW);
            notNegative("limits.exportW", exportW);
            require(contractW > 0, "limits.contractW: must be above 0, is " + contractW);
            require(transformerVa > 0, "limits.transformerVa: must be above 0, is " + transformerVa);
            notNegative("limits.transformerMinutes", transformerMinutes);
        }

        public Limits withContract(double watts) {
            return new Limits(importW, exportW, watts, transformerVa, transformerMinutes, importName);
        }

        public Limits withTransformer(double va, double minutes) {
            return new Limits(importW, exportW, contractW, va, minutes, importName);
        }

        /**
         * The limits as of now: the tightest of all is the import limit.
         *
         * @param heat of the transformer
         * @param reactiveVar at the meter, NaN: taken as none
         */
        Limits now(double heat, double reactiveVar) {
            double transformerW = transformerVa < NONE
                    ? Transformer.activeW(Transformer.allowedVa(heat, transformerVa, transformerMinutes), reactiveVar)
                    : NONE;
            Limits tightest = named(importW, importName);
            tightest = contractW < tightest.importW ? named(contractW, "contract power") : tightest;
            return transformerW < tightest.importW
                    ? named(Math.max(1, transformerW), "limit of the transformer")
                    : tightest;
        }

        private Limits named(double watts, String name) {
            return new Limits(watts, exportW, contractW, transformerVa, transformerMinutes, name);
        }
    }

    /**
     * How setpoints move.
     *
     * @param rampWattsPerSecond of the whole fleet
     * @param deadBandW a change smaller than this is not sent
     * @param minimumShare of a cabinet's nominal power below which it is not worth running
     */
    public record Guard(double rampWattsPerSecond, double deadBandW, double minimumShare) {

        public static final Guard DEFAULT = new Guard(100_000, 500, 0.1);

        public Guard {
            require(rampWattsPerSecond > 0, "guard.rampWattsPerSecond: must be above 0, is " + rampWattsPerSecond);
            notNegative("guard.deadBandW", deadBandW);
            require(
                    minimumShare >= 0 && minimumShare <= 0.5,
                    "guard.minimumShare: must be between 0 and 0.5, is " + minimumShare);
        }
    }

    /**
     * How the batteries are filled.
     *
     * @param powerShare of their charging power used at most
     * @param outageRampPerMinute share of the charging power per minute after an outage
     * @param outageDelay how long after requalification the recharge waits
     */
    public record Recharge(double powerShare, double outageRampPerMinute, Duration outageDelay) {

        public static final Recharge DEFAULT = new Recharge(1, 0.1, Duration.ofMinutes(10));

        public Recharge {
            require(
                    powerShare > 0 && powerShare <= 1,
                    "recharge.powerShare: must be above 0 and at most 1, is " + powerShare);
            require(
                    outageRampPerMinute > 0,
                    "recharge.outageRampPerMinute: must be above 0, is " + outageRampPerMinute);
            require(!outageDelay.isNegative(), "recharge.outageDelay: must not be negative, is " + outageDelay);
        }
    }

    /**
     * How old values may be, in seconds of site time (an accelerated site needs larger ones).
     *
     * @param meterFreshSeconds a meter value older than this no longer steers
     * @param meterHoldSeconds for how long the last setpoint is then held before it ramps to 0 and is released
     * @param cabinetFreshSeconds a cabinet whose values are older is not commanded
     * @param responseSeconds how long a cabinet takes to reach a new setpoint
     * @param followSeconds a cabinet that has not reached a constant setpoint after this is limited to what it gives
     * @param frozenSeconds a meter that used to move and has shown the same to the bit for this long is frozen
     */
    public record Trust(
            double meterFreshSeconds,
            double meterHoldSeconds,
            double cabinetFreshSeconds,
            double responseSeconds,
            double followSeconds,
            double frozenSeconds) {

        public static final Trust DEFAULT = new Trust(5, 60, 15, 1, 10);

        public Trust(
                double meterFreshSeconds,
                double meterHoldSeconds,
                double cabinetFreshSeconds,
                double responseSeconds,
                double followSeconds) {
            this(meterFreshSeconds, meterHoldSeconds, cabinetFreshSeconds, responseSeconds, followSeconds, 20);
        }

        public Trust {
            positive("trust.meterFreshSeconds", meterFreshSeconds);
            notNegative("trust.meterHoldSeconds", meterHoldSeconds);
            positive("trust.cabinetFreshSeconds", cabinetFreshSeconds);
            positive("trust.responseSeconds", responseSeconds);
            positive("trust.followSeconds", followSeconds);
            positive("trust.frozenSeconds", frozenSeconds);
        }
    }

    /**
     * Which of several gateways this is: the one with the highest epoch writes, the others stop.
     *
     * @param id its name among the gateways of the site
     * @param epoch counted up where a gateway is to take over from another
     */
    public record Gateway(String id, long epoch) {

        public static final Gateway DEFAULT = new Gateway("gateway", 1);

        public Gateway {
            require(!id.isBlank(), "gateway.id: must not be empty");
            require(epoch >= 0, "gateway.epoch: must be at least 0, is " + epoch);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void positive(String field, double value) {
        require(value > 0 && Double.isFinite(value), field + ": must be a positive number, is " + value);
    }

    private static void notNegative(String field, double value) {
        require(value >= 0 && Double.isFinite(value), field + ": must be a number of at least 0, is " + value);
    }

    private static void percent(String field, double value) {
        require(value >= 0 && value <= 100, field + ": must be between 0 and 100 %, is " + value);
    }
}
